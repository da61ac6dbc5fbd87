using System.Collections;
using System.Management.Automation;
using System.Net;
using System.Security;
using System.Text.Json;
using PodKube.Client.Config;
using PodKube.Client.Errors;
using PodKube.Client.Http;
using PodKube.Client.Requests;
using PodKube.Completion;
using PodKube.Sessions;

namespace PodKube.Commands;

/// <summary>Opens a session with an API server and makes it the default of this process.</summary>
[Cmdlet(VerbsCommunications.Connect, "KubeCluster", DefaultParameterSetName = AutomaticSet)]
[OutputType(typeof(KubeSession))]
public sealed class ConnectKubeClusterCommand : KubeCmdlet
{
    private const string AutomaticSet = "Automatic";
    private const string InClusterSet = "InCluster";
    private const string KubeconfigSet = "Kubeconfig";
    private const string ServerSet = "Server";

    /// <summary>The folder with the service account's token, ca.crt and namespace.</summary>
    [Parameter(Mandatory = true, ParameterSetName = InClusterSet)]
    [ValidateNotNullOrEmpty]
    public string? ServiceAccountPath { get; set; }

    /// <summary>The kubeconfig file. The default is what KUBECONFIG names, else ~/.kube/config.</summary>
    [Parameter(ParameterSetName = KubeconfigSet)]
    [ValidateNotNullOrEmpty]
    public string? Kubeconfig { get; set; }

    /// <summary>The kubeconfig context. The default is the current one.</summary>
    [Parameter(ParameterSetName = KubeconfigSet)]
    [ArgumentCompleter(typeof(ContextCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Context { get; set; }

    /// <summary>The API server's address.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ServerSet)]
    public Uri? Server { get; set; }

    /// <summary>The bearer token for that server.</summary>
    [Parameter(ParameterSetName = ServerSet)]
    public SecureString? Token { get; set; }

    /// <summary>A file with the bearer token, read again as it rotates.</summary>
    [Parameter(ParameterSetName = ServerSet)]
    [ValidateNotNullOrEmpty]
    public string? TokenFile { get; set; }

    /// <summary>A file with the certificate authority of that server. The default is the machine's own authorities.</summary>
    [Parameter(ParameterSetName = ServerSet)]
    [ValidateNotNullOrEmpty]
    public string? CertificateAuthority { get; set; }

    /// <summary>The name that the server's certificate must carry. The default is the server's host.</summary>
    [Parameter(ParameterSetName = ServerSet)]
    [ValidateNotNullOrEmpty]
    public string? TlsServerName { get; set; }

    /// <summary>The namespace that is meant where none is named. The default is what the configuration says.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Namespace { get; set; }

    /// <summary>The user to act as.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? As { get; set; }

    /// <summary>The groups to act with; needs -As.</summary>
    [Parameter]
    public string[] AsGroup { get; set; } = [];

    /// <summary>The uid to act with; needs -As.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? AsUid { get; set; }

    /// <summary>Further facts to act with, as a hashtable of one or several values each; needs -As.</summary>
    [Parameter]
    public IDictionary? AsExtra { get; set; }

    /// <summary>Leave the default session as it is.</summary>
    [Parameter]
    public SwitchParameter NotDefault { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        try
        {
            KubeSession session = SessionFactory.Open(Load());
            session = session.WithServerVersion(Await(stop => AskVersionAsync(session, stop)));
            SessionRegistry.Add(session, !NotDefault);
            WriteObject(session);
        }
        catch (Exception e) when (ErrorRecordFactory.IsFailure(e))
        {
            ThrowTerminatingError(ErrorRecordFactory.Create(e, null));
        }
    }

    private ClusterConfig Load()
    {
        SystemEnvironment environment = SystemEnvironment.Instance;
        SystemFileSystem files = SystemFileSystem.Instance;
        ClusterConfig config = ParameterSetName switch
        {
            InClusterSet => new InClusterConfigLoader(environment, files).Load(FullPath(ServiceAccountPath), Namespace),
            KubeconfigSet => new KubeconfigLoader(environment, files).Load(FullPath(Kubeconfig), Context, Namespace),
            ServerSet => FromParameters(),
            _ => new DefaultConfigLoader(environment, files).Load(Namespace),
        };
        return config with { Impersonation = Impersonation() ?? config.Impersonation };
    }

    private ClusterConfig FromParameters() => new()
    {
        Server = Server!,
        Namespace = Namespace ?? "default",
        Trust = new ClusterTrust
        {
            CertificateAuthority = CertificateAuthority is null ? null : PemSource.FromFile(FullPath(CertificateAuthority)!),
            TlsServerName = TlsServerName,
        },
        Credentials = new ClusterCredentials
        {
            TokenFile = FullPath(TokenFile),
            Token = Token is null ? null : new NetworkCredential("", Token).Password,
        },
    };

    private Impersonation? Impersonation()
    {
        if (As is null)
        {
            return AsGroup.Length == 0 && AsUid is null && AsExtra is null
                ? null
                : throw new ArgumentException("-AsGroup, -AsUid and -AsExtra need -As: name the user to act as.");
        }

        return new Impersonation { User = As, Groups = AsGroup, Uid = AsUid, Extra = Extra() };
    }

    private Dictionary<string, IReadOnlyList<string>> Extra()
    {
        Dictionary<string, IReadOnlyList<string>> extra = [];
        foreach (DictionaryEntry entry in AsExtra ?? new Hashtable())
        {
            extra[LanguagePrimitives.ConvertTo<string>(entry.Key)] = LanguagePrimitives.ConvertTo<string[]>(entry.Value);
        }

        return extra;
    }

    private string? FullPath(string? path) => path is null ? null : GetUnresolvedProviderPathFromPSPath(path);

    /// <summary>Whoever may connect may read the version; a server that keeps even that to itself is connected all the same.</summary>
    private static async Task<string?> AskVersionAsync(KubeSession session, CancellationToken cancellationToken)
    {
        try
        {
            KubeRequest request = KubeRequest.Raw(HttpMethod.Get, "/version");
            using KubeResponse response = await session.Client.SendAsync(request, cancellationToken).ConfigureAwait(false);
            using JsonDocument version = JsonDocument.Parse(await response.ReadAsBytesAsync(cancellationToken).ConfigureAwait(false));
            return version.RootElement.TryGetProperty("gitVersion", out JsonElement text) ? text.GetString() : null;
        }
        catch (KubeApiException e) when (e.IsForbidden || e.IsNotFound)
        {
            return null;
        }
    }
}
