using System.Diagnostics;
using PodKube.Sandboxes;

namespace PodKube;

/// <summary>A running sandbox: an API server in a process of its own that ends with this pwsh. Made by <c>Start-KubeSandbox</c>.</summary>
public sealed class KubeSandbox
{
    private readonly Process _process;

    internal KubeSandbox(Process process, SandboxAnnouncement announcement)
    {
        _process = process;
        Server = announcement.Url;
        Namespace = announcement.Namespace;
        ServiceAccount = announcement.ServiceAccount;
        ServiceAccountPath = announcement.ServiceAccountPath;
        Kubeconfig = announcement.Kubeconfig;
        AdminKubeconfig = announcement.AdminKubeconfig;
        CertificateAuthority = announcement.CaFile;
        ControlUrl = announcement.ControlUrl;
        ProcessId = process.Id;
        Version = announcement.Version;
    }

    /// <summary>Where the API server listens.</summary>
    public Uri Server { get; }

    /// <summary>The namespace of the simulated pod.</summary>
    public string Namespace { get; }

    /// <summary>The service account of the simulated pod.</summary>
    public string ServiceAccount { get; }

    /// <summary>The folder with the service account's token, ca.crt and namespace, as it is mounted into a pod.</summary>
    public string ServiceAccountPath { get; }

    /// <summary>A kubeconfig file of the service account.</summary>
    public string Kubeconfig { get; }

    /// <summary>A kubeconfig file of the cluster's administrator.</summary>
    public string AdminKubeconfig { get; }

    /// <summary>The file with the server's certificate authority.</summary>
    public string CertificateAuthority { get; }

    /// <summary>Where the sandbox takes orders (faults); null when it takes none.</summary>
    public string? ControlUrl { get; }

    /// <summary>The id of the sandbox's process.</summary>
    public int ProcessId { get; }

    /// <summary>The version of the sandbox.</summary>
    public string Version { get; }

    /// <summary>Running or Stopped.</summary>
    public string State => IsRunning ? "Running" : "Stopped";

    /// <summary>The session that was opened to the sandbox.</summary>
    public KubeSession? Session { get; internal set; }

    internal bool IsRunning => !_process.HasExited;

    /// <summary>The server's address and the pod's namespace.</summary>
    public override string ToString() => $"{Server} (namespace {Namespace}, {State})";

    /// <summary>Asks the process to end by closing its input, the same way as when pwsh itself ends, and waits for it.</summary>
    internal async Task StopAsync(CancellationToken cancellationToken)
    {
        try
        {
            _process.StandardInput.Close();
            using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(TimeSpan.FromSeconds(5));
            await _process.WaitForExitAsync(patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (IOException)
        {
            // It has ended before.
        }
    }
}
