using System.Text.Json;
using PodKube.Benchmarks.Measure;
using PodKube.Tour.Processes;
using PodKube.Tour.Pwsh;

namespace PodKube.Benchmarks;

/// <summary>The cmdlets inside one running pwsh, where neither its start nor the module's counts.</summary>
internal static class InProcess
{
    private static readonly TimeSpan s_timeLimit = TimeSpan.FromMinutes(15);

    public static async Task<IReadOnlyList<Result>> RunAsync(
        PwshCommand pwsh,
        string manifest,
        IReadOnlyDictionary<string, string> environment,
        int runs,
        CancellationToken cancellationToken
    )
    {
        string script = Path.Combine(AppContext.BaseDirectory, "Scripts", "InProcess.ps1");
        var start = pwsh.Run(script, "-Module", manifest, "-Runs", $"{runs}");
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var result = await ChildProcess.RunAsync(start, s_timeLimit, null, cancellationToken).ConfigureAwait(false);
        if (result.ExitCode != 0)
        {
            throw new InvalidOperationException($"InProcess.ps1 ended with {result.ExitCode}: {result.Output}");
        }

        using var figures = JsonDocument.Parse(result.Output);
        var root = figures.RootElement;
        return
        [
            Of("first object", root, "firstMilliseconds", null),
            Of("Get-KubePod -AllNamespaces \\| Measure-Object", root, "streamedMilliseconds", "streamedBytes"),
            Of("$p = Get-KubePod -AllNamespaces", root, "keptMilliseconds", "keptBytes"),
        ];
    }

    private static Result Of(string name, JsonElement figures, string time, string? bytes) =>
        new(
            name,
            TimeSpan.FromMilliseconds(figures.GetProperty(time).GetDouble()),
            bytes is null ? 0 : figures.GetProperty(bytes).GetInt64()
        );
}
