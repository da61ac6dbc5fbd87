using System.Diagnostics;

namespace PodKube.Pester.Harness;

/// <summary>
/// The Pester files of one test class. One pwsh runs them one after the other as long as they pass; a file after one that failed
/// gets a new pwsh, so that no failure causes another.
/// </summary>
public sealed class PesterLane : IAsyncLifetime
{
    private static readonly TimeSpan s_timeLimit = TimeSpan.FromMinutes(15);

    private readonly ClusterAccess _access;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("podkube-pester-");
    private PesterWorker? _worker;

    public PesterLane()
        : this(ClusterAccess.None) { }

    internal PesterLane(ClusterAccess access) => _access = access;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>Runs one file and turns what Pester says of it into this test's outcome.</summary>
    public async Task AssertPassesAsync(string file)
    {
        var pwsh = await RequiredPwsh.FindAsync();
        var worker = _worker ?? await PesterWorker.StartAsync(pwsh, Surround, TestContext.Current.CancellationToken);
        // Kept only for the next file if this one passes.
        _worker = null;
        try
        {
            string report = Path.Combine(_folder.FullName, $"{file.Replace('/', '-')}.json");
            string path = Path.Combine(PesterFiles.Folder, file);
            var answer = await worker.RunAsync(path, report, s_timeLimit, TestContext.Current.CancellationToken);
            TestContext.Current.TestOutputHelper?.WriteLine(answer.Output);
            if (Problem(answer, report) is { } problem)
            {
                Assert.Fail($"{file}: {problem}");
            }

            _worker = worker;
        }
        finally
        {
            if (_worker is null)
            {
                await worker.EndAsync();
                await worker.DisposeAsync();
            }
        }
    }

    /// <summary>Ends the pwsh.</summary>
    /// <exception cref="InvalidOperationException">Something that a file started outlived it.</exception>
    public async ValueTask DisposeAsync()
    {
        bool ended = true;
        if (_worker is not null)
        {
            ended = await _worker.EndAsync();
            await _worker.DisposeAsync();
        }

        _folder.Delete(recursive: true);
        if (!ended)
        {
            throw new InvalidOperationException("A process that one of the files started outlived its pwsh, or pwsh did not end.");
        }
    }

    private static string? Problem(PesterAnswer answer, string report)
    {
        if (answer.Outcome == PesterOutcome.TimedOut)
        {
            return $"was still running after {s_timeLimit.TotalMinutes} minutes and was killed. Its output so far:\n{answer.Output}";
        }

        return File.Exists(report) && answer.Outcome == PesterOutcome.Ended
            ? PesterReport.Read(report).Problem()
            : $"pwsh left no result. Its output:\n{answer.Output}";
    }

    private void Surround(ProcessStartInfo start)
    {
        start.Environment["PODKUBE_MODULE"] = PesterFiles.Manifest;
        if (_access == ClusterAccess.None)
        {
            Isolate(start);
        }
    }

    /// <summary>No test may find a real cluster: what names one is taken out of the child's environment.</summary>
    private void Isolate(ProcessStartInfo start)
    {
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("KUBERNETES_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment.Remove("POD_NAMESPACE");
        start.Environment.Remove("PODKUBE_SERVICEACCOUNT");
        start.Environment["KUBECONFIG"] = Path.Combine(_folder.FullName, "no-kubeconfig");
    }
}
