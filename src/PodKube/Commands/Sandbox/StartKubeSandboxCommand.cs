using System.Management.Automation;
using PodKube.Client.Config;
using PodKube.Client.Errors;
using PodKube.Sandboxes;
using PodKube.Sessions;

namespace PodKube.Commands;

/// <summary>
/// Starts an API server in memory, in a process that ends with this pwsh, and connects to it: as the cluster's administrator, or with
/// -ServiceAccount as that service account, the way a script inside a pod would be.
/// </summary>
[Cmdlet(VerbsLifecycle.Start, "KubeSandbox")]
[OutputType(typeof(KubeSandbox))]
public sealed class StartKubeSandboxCommand : KubeCmdlet
{
    /// <summary>Namespaces to create; the simulated pod lives in the first. The default is <c>default</c>.</summary>
    [Parameter]
    public string[] Namespace { get; set; } = [];

    /// <summary>The service account of the simulated pod, created if it is not there. The session is opened with it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ServiceAccount { get; set; }

    /// <summary>How many pretend nodes the cluster has. The default is 3.</summary>
    [Parameter]
    [ValidateRange(0, 5000)]
    public int? Node { get; set; }

    /// <summary>YAML or JSON files whose objects are there from the start; wildcards are allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    public string[] Manifest { get; set; } = [];

    /// <summary>The port to listen on. The default lets the system choose.</summary>
    [Parameter]
    [ValidateRange(0, 65535)]
    public int? Port { get; set; }

    /// <summary>Leave the default session as it is.</summary>
    [Parameter]
    public SwitchParameter NotDefault { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        try
        {
            SandboxStartOptions options = new()
            {
                Namespaces = Namespace,
                ServiceAccount = ServiceAccount,
                Nodes = Node,
                Port = Port,
                Manifests = [.. Manifest.SelectMany(path => GetResolvedProviderPathFromPSPath(path, out _))],
            };
            KubeSandbox sandbox = Await(stop => SandboxLauncher.StartAsync(options, stop));
            sandbox.Session = SessionFactory.Open(ServiceAccount is null ? AsAdministrator(sandbox) : AsServiceAccount(sandbox));
            SandboxRegistry.Add(sandbox);
            SessionRegistry.Add(sandbox.Session, !NotDefault);
            WriteObject(sandbox);
        }
        catch (SandboxException e)
        {
            ThrowTerminatingError(new ErrorRecord(e, e.Reason, ErrorCategory.ResourceUnavailable, null)
            {
                ErrorDetails = new ErrorDetails(e.Message) { RecommendedAction = e.Advice },
            });
        }
        catch (KubeException e)
        {
            ThrowTerminatingError(ErrorRecordFactory.Create(e, null));
        }
    }

    private static ClusterConfig AsAdministrator(KubeSandbox sandbox) =>
        new KubeconfigLoader(SystemEnvironment.Instance, SystemFileSystem.Instance).Load(sandbox.AdminKubeconfig, null, sandbox.Namespace);

    private static ClusterConfig AsServiceAccount(KubeSandbox sandbox) => new()
    {
        Server = sandbox.Server,
        Namespace = sandbox.Namespace,
        Source = ConfigSource.InCluster,
        Origin = sandbox.ServiceAccountPath,
        Trust = new ClusterTrust { CertificateAuthority = PemSource.FromFile(Path.Combine(sandbox.ServiceAccountPath, "ca.crt")) },
        Credentials = new ClusterCredentials { TokenFile = Path.Combine(sandbox.ServiceAccountPath, "token") },
    };
}
