using System.Diagnostics;
using PodKube.Sandbox.Hosting;
using PodKube.Sandbox.Pki;

namespace PodKube.Sandbox.Tests.Kubectl;

/// <summary>A sandbox, and the real kubectl as its administrator; tests are skipped where there is none on PATH.</summary>
public sealed class KubectlFixture : IAsyncLifetime
{
    private static readonly string? s_kubectl = Find();
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("podkube-kubectl-");
    private SandboxServer? _server;

    private string KubeconfigPath => Path.Combine(_home.FullName, "config");

    public async ValueTask InitializeAsync()
    {
        _server = await SandboxServer.StartAsync(new SandboxOptions());
        var kubeconfig = new Kubeconfig(_server.Url, _server.AuthorityPem);
        var administrator = CertificatePair.Export(_server.ControlPlane.Certificates.Administrator);
        await File.WriteAllTextAsync(KubeconfigPath, kubeconfig.ForAdministrator("default", administrator));
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _home.Delete(recursive: true);
    }

    /// <summary>Writes a file for kubectl to read, and returns its path.</summary>
    internal string Write(string name, string content)
    {
        var path = Path.Combine(_home.FullName, name);
        File.WriteAllText(path, content);
        return path;
    }

    /// <summary>Runs a command line without quoting: its words are separated by blanks. Returns what it printed, and fails with that where it fails.</summary>
    internal async Task<string> RunAsync(string commandLine)
    {
        Assert.SkipWhen(s_kubectl is null, "There is no kubectl on PATH.");
        var start = new ProcessStartInfo(s_kubectl!, commandLine.Split(' ')) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["KUBECONFIG"] = KubeconfigPath;
        start.Environment["HOME"] = _home.FullName;
        start.Environment["USERPROFILE"] = _home.FullName;
        using var process = Process.Start(start)!;
        var cancellationToken = TestContext.Current.CancellationToken;
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        Assert.True(process.ExitCode == 0, $"kubectl {commandLine}: exit code {process.ExitCode}\n{output}{await errors}");
        return output.Trim();
    }

    private static string? Find()
    {
        var name = OperatingSystem.IsWindows() ? "kubectl.exe" : "kubectl";
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
    }
}
