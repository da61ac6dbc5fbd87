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

    /// <summary>Writes a script that edits the file it is given, and has kubectl edit use it.</summary>
    internal string WriteEditor(string name, string sed)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The editor is a shell script.");
        var path = Write(name, $"#!/bin/sh\nsed '{sed}' \"$1\" > \"$1.new\" && mv \"$1.new\" \"$1\"\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return path;
    }

    /// <summary>Runs a command line without quoting: its words are separated by blanks. Returns what it printed, and fails with that where it fails.</summary>
    internal async Task<string> RunAsync(string commandLine, string? editor = null)
    {
        var (exitCode, output) = await TryRunAsync(commandLine, editor);
        Assert.True(exitCode == 0, $"kubectl {commandLine}: exit code {exitCode}\n{output}");
        return output;
    }

    /// <summary>The exit code, and what was printed: what went to the error stream comes last.</summary>
    internal async Task<(int ExitCode, string Output)> TryRunAsync(string commandLine, string? editor = null)
    {
        using var process = Start(commandLine, editor);
        var cancellationToken = TestContext.Current.CancellationToken;
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return (process.ExitCode, process.ExitCode == 0 ? output.Trim() : output + await errors);
    }

    /// <summary>Starts a command that runs until it is stopped, and hands its lines to <paramref name="use"/>, which says when it has seen enough.</summary>
    internal async Task RunUntilAsync(string commandLine, Func<string, Task<bool>> use)
    {
        using var process = Start(commandLine, null);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(5));
        try
        {
            while (true)
            {
                var line = await process.StandardOutput.ReadLineAsync(limit.Token);
                Assert.True(line is not null, $"kubectl {commandLine} ended.");
                if (await use(line))
                {
                    return;
                }
            }
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    private Process Start(string commandLine, string? editor)
    {
        Assert.SkipWhen(s_kubectl is null, "There is no kubectl on PATH.");
        var start = new ProcessStartInfo(s_kubectl!, commandLine.Split(' ')) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["KUBECONFIG"] = KubeconfigPath;
        start.Environment["HOME"] = _home.FullName;
        start.Environment["USERPROFILE"] = _home.FullName;
        start.Environment["KUBE_EDITOR"] = editor;
        // A proxy of this machine has no way to a sandbox on loopback.
        start.Environment["NO_PROXY"] = "127.0.0.1";
        return Process.Start(start)!;
    }

    private static string? Find()
    {
        var name = OperatingSystem.IsWindows() ? "kubectl.exe" : "kubectl";
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
    }
}
