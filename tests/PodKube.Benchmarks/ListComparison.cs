using System.Globalization;
using System.Reflection;
using PodKube.Benchmarks.Measure;
using PodKube.Benchmarks.Server;
using PodKube.Tour.Pwsh;

namespace PodKube.Benchmarks;

/// <summary>Compares, in one run on one machine, what it takes to list all pods of a cluster.</summary>
internal sealed class ListComparison(PwshCommand pwsh, BenchOptions options)
{
    /// <summary>Beyond this kubectl is left out: it takes minutes, and a gigabyte for every few thousand pods.</summary>
    private const int MostPodsForKubectl = 5_000;

    private readonly string _manifest = typeof(ListComparison)
        .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .First(attribute => attribute.Key == "PodKube.Manifest")
        .Value!;

    public async Task RunAsync(TextWriter output, CancellationToken cancellationToken)
    {
        string sandbox = Path.Combine(Path.GetDirectoryName(_manifest)!, "sandbox", "PodKube.Sandbox.dll");
        using var server = await BenchServer.StartAsync(sandbox, 1 + (options.Pods[^1] / 2_000), cancellationToken).ConfigureAwait(false);
        var loader = new PodLoader(server.Admin);
        await output.WriteLineAsync($"{pwsh}, {Environment.ProcessorCount} cores, {options.Runs} runs each").ConfigureAwait(false);
        foreach (int pods in options.Pods)
        {
            await loader.FillAsync(pods, cancellationToken).ConfigureAwait(false);
            await CompareAsync(server, pods, output, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task CompareAsync(BenchServer server, int pods, TextWriter output, CancellationToken cancellationToken)
    {
        string size = string.Create(CultureInfo.InvariantCulture, $"{pods:N0} pods");
        var runner = new CommandRunner(server.Environment, TimeProvider.System);
        List<Contender> contenders = [.. Contenders.Floor(server)];
        if (pods <= MostPodsForKubectl && HasKubectl())
        {
            contenders.AddRange(Contenders.Kubectl(pwsh));
        }

        contenders.AddRange(Contenders.Cmdlets(pwsh, _manifest));
        var whole = await runner.RunAsync(contenders, options.Runs, cancellationToken).ConfigureAwait(false);
        var floor = whole.Where(result => result.Name is Contenders.CurlPlain or Contenders.CurlGzip).Min(result => result.Median);
        await output.WriteLineAsync(Report.Table($"{size}, whole processes", whole, floor)).ConfigureAwait(false);

        var inside = await InProcess.RunAsync(pwsh, _manifest, server.Environment, options.Runs, cancellationToken).ConfigureAwait(false);
        await output
            .WriteLineAsync(Report.Table($"{size}, in a running pwsh (memory: over bare pwsh)", inside, floor))
            .ConfigureAwait(false);
        await output
            .WriteLineAsync(
                string.Create(CultureInfo.InvariantCulture, $"The server has {server.ResidentBytes() / 1048576.0:F0} MB resident.")
            )
            .ConfigureAwait(false);
    }

    private static bool HasKubectl() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, OperatingSystem.IsWindows() ? "kubectl.exe" : "kubectl")));
}
