using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;

namespace PodKube.Sandbox.Tests.Hosting;

/// <summary>
/// The sandbox as a process of its own. PODKUBE_SANDBOX_EXECUTABLE names another build of it, such as the native executable or one that carries a runtime.
/// </summary>
public sealed class SandboxProcess : IAsyncLifetime
{
    private Process? _process;

    /// <summary>What it says of itself.</summary>
    internal JsonObject Description { get; private set; } = [];

    internal static ProcessStartInfo Command(params string[] arguments)
    {
        var executable = Environment.GetEnvironmentVariable("PODKUBE_SANDBOX_EXECUTABLE");
        string[] words = string.IsNullOrEmpty(executable) ? ["dotnet", Path.Combine(AppContext.BaseDirectory, "PodKube.Sandbox.dll"), .. arguments] : [executable, .. arguments];
        return new ProcessStartInfo(words[0], words[1..]) { RedirectStandardInput = true, RedirectStandardOutput = true };
    }

    public async ValueTask InitializeAsync()
    {
        _process = Process.Start(Command("serve", "--exit-with-stdin"))!;
        var line = await _process.StandardOutput.ReadLineAsync();
        Description = JsonNode.Parse(line ?? throw new InvalidOperationException("The sandbox ended at once."))!.AsObject();
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            _process.StandardInput.Close();
            await _process.WaitForExitAsync();
            _process.Dispose();
        }
    }

    /// <summary>A client that trusts the sandbox's authority and acts as its administrator.</summary>
    internal HttpClient CreateClient() => new(CreateHandler()) { BaseAddress = new Uri((string)Description["url"]!) };

    internal SocketsHttpHandler CreateHandler()
    {
        var kubeconfig = File.ReadAllText((string)Description["adminKubeconfig"]!);
        var certificate = X509Certificate2.CreateFromPem(Data(kubeconfig, "client-certificate-data"), Data(kubeconfig, "client-key-data"));
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile((string)Description["caFile"]!);
        return new SocketsHttpHandler { UseProxy = false, SslOptions = { CertificateChainPolicy = policy, ClientCertificates = [certificate] } };
    }

    private static string Data(string kubeconfig, string name)
    {
        var line = kubeconfig.Split('\n').Single(text => text.TrimStart().StartsWith(name + ":", StringComparison.Ordinal));
        return System.Text.Encoding.ASCII.GetString(Convert.FromBase64String(line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim(' ', '"', '\r')));
    }
}
