using PodKube.Pester.Harness;

namespace PodKube.Pester;

/// <summary>What the files that share a pwsh may rely on.</summary>
public sealed class PesterWorkerTests : IAsyncLifetime
{
    private static readonly TimeSpan s_timeLimit = TimeSpan.FromMinutes(10);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("podkube-worker-");
    private PesterWorker? _worker;

    public async ValueTask InitializeAsync() =>
        _worker = await PesterWorker.StartAsync(
            await RequiredPwsh.FindAsync(),
            start =>
            {
                start.Environment["PODKUBE_MODULE"] = PesterFiles.Manifest;
                start.Environment.Remove("KUBECONFIG");
            },
            TestContext.Current.CancellationToken
        );

    public async ValueTask DisposeAsync()
    {
        if (_worker is not null)
        {
            await _worker.EndAsync();
            await _worker.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_file_finds_nothing_of_the_one_before()
    {
        var (_, first) = await RunAsync("LeavesThings.ps1");
        Assert.Null(PesterReport.Read(first).Problem());

        var (_, second) = await RunAsync("FindsNothing.ps1");
        Assert.Null(PesterReport.Read(second).Problem());
    }

    [Fact]
    public async Task A_pwsh_that_ends_in_a_file_leaves_no_report()
    {
        var (answer, report) = await RunAsync("EndsPwsh.ps1");

        Assert.Equal(PesterOutcome.Died, answer.Outcome);
        Assert.Contains("A file that ends its pwsh", answer.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(report));
    }

    private async Task<(PesterAnswer Answer, string Report)> RunAsync(string name)
    {
        string report = Path.Combine(_folder.FullName, $"{name}.json");
        string file = Path.Combine(PesterFiles.Folder, "Harness", "Cases", name);
        return (await _worker!.RunAsync(file, report, s_timeLimit, TestContext.Current.CancellationToken), report);
    }
}
