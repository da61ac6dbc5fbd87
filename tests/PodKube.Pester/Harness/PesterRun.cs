using System.Diagnostics;
using PodKube.Tour.Processes;
using PodKube.Tour.Pwsh;

namespace PodKube.Pester.Harness;

/// <summary>Runs one Pester file in a pwsh of its own and turns what Pester says into this test's outcome.</summary>
internal static class PesterRun
{
    private static readonly TimeSpan s_timeLimit = TimeSpan.FromMinutes(5);
    private static readonly Version s_minimumPester = new(5, 0);
    private static readonly Lazy<Task<PwshSearch>> s_search = new(() =>
        new PwshLocator(Environment.GetEnvironmentVariable).FindAsync(CancellationToken.None)
    );

    public static async Task AssertPassesAsync(string file, ClusterAccess access = ClusterAccess.None)
    {
        var pwsh = await RequirePwshAsync();
        var folder = Directory.CreateTempSubdirectory("podkube-pester-");
        try
        {
            string report = Path.Combine(folder.FullName, "report.json");
            var start = pwsh.Run(PesterFiles.Script, Path.Combine(PesterFiles.Folder, file), report);
            start.Environment["PODKUBE_MODULE"] = PesterFiles.Manifest;
            if (access == ClusterAccess.None)
            {
                Isolate(start, folder.FullName);
            }

            var result = await ChildProcess.RunAsync(start, s_timeLimit, null, TestContext.Current.CancellationToken);
            TestContext.Current.TestOutputHelper?.WriteLine(result.Output);
            if (Problem(result, report) is { } problem)
            {
                Assert.Fail($"{file}: {problem}");
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The pwsh to test with. Where there is none, the test is skipped, or fails when one is required.</summary>
    public static async Task<PwshCommand> RequirePwshAsync()
    {
        var search = await s_search.Value;
        string? missing = search.Found switch
        {
            null => search.Reason,
            { PesterVersion: null } => $"{search.Found} has no Pester: Install-Module Pester -MinimumVersion {s_minimumPester}.",
            { PesterVersion: var pester } when pester < s_minimumPester =>
                $"{search.Found} has Pester {pester}, {s_minimumPester} is needed.",
            _ => null,
        };
        if (missing is null)
        {
            return search.Found!;
        }

        Assert.SkipWhen(Environment.GetEnvironmentVariable("PODKUBE_REQUIRE_PWSH") != "1", missing);
        Assert.Fail($"PODKUBE_REQUIRE_PWSH=1, but {missing}");
        throw new UnreachableException();
    }

    private static string? Problem(ChildResult result, string report)
    {
        if (result.TimedOut)
        {
            return $"was still running after {s_timeLimit.TotalMinutes} minutes and was killed. Its output so far:\n{result.Output}";
        }

        if (!File.Exists(report))
        {
            return $"pwsh ended with {result.ExitCode} and left no result. Its output:\n{result.Output}";
        }

        return PesterReport.Read(report).Problem()
            ?? (result.OutputHeldOpen ? "a process that it started outlived it and still holds its output open" : null);
    }

    /// <summary>No test may find a real cluster: what names one is taken out of the child's environment.</summary>
    private static void Isolate(ProcessStartInfo start, string folder)
    {
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("KUBERNETES_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment.Remove("POD_NAMESPACE");
        start.Environment.Remove("PODKUBE_SERVICEACCOUNT");
        start.Environment["KUBECONFIG"] = Path.Combine(folder, "no-kubeconfig");
    }
}
