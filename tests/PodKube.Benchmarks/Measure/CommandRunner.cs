using System.Diagnostics;

namespace PodKube.Benchmarks.Measure;

/// <summary>Runs contenders as whole processes, in turn, so that what else the machine does falls on all alike.</summary>
internal sealed class CommandRunner(IReadOnlyDictionary<string, string> environment, TimeProvider clock)
{
    private static readonly TimeSpan s_memoryInterval = TimeSpan.FromMilliseconds(5);

    /// <summary>Runs each contender once to warm the file cache, then all of them <paramref name="runs"/> times in turn.</summary>
    public async Task<IReadOnlyList<Result>> RunAsync(IReadOnlyList<Contender> contenders, int runs, CancellationToken cancellationToken)
    {
        var samples = contenders.ToDictionary(contender => contender.Name, _ => new List<Sample>());
        for (int run = 0; run <= runs; run++)
        {
            foreach (var contender in contenders)
            {
                var sample = await RunOnceAsync(contender, cancellationToken).ConfigureAwait(false);
                if (run > 0)
                {
                    samples[contender.Name].Add(sample);
                }
            }
        }

        return [.. contenders.Select(contender => Result.Of(contender.Name, samples[contender.Name]))];
    }

    private async Task<Sample> RunOnceAsync(Contender contender, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(contender.Command[0], contender.Command.Skip(1)) { RedirectStandardOutput = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        long began = clock.GetTimestamp();
        using var process = Process.Start(start)!;
        var peak = WatchMemoryAsync(process);
        await process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, cancellationToken).ConfigureAwait(false);
        await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        var elapsed = clock.GetElapsedTime(began);
        return process.ExitCode == 0
            ? new Sample(elapsed, await peak.ConfigureAwait(false))
            : throw new InvalidOperationException($"{contender.Name} ended with {process.ExitCode}: {string.Join(' ', contender.Command)}");
    }

    // The peak is kept by the system: the last reading before the end is the peak, but for what happens in the last interval.
    private async Task<long> WatchMemoryAsync(Process process)
    {
        long peak = 0;
        try
        {
            while (!process.HasExited)
            {
                process.Refresh();
                peak = Math.Max(peak, process.PeakWorkingSet64);
                await Task.Delay(s_memoryInterval, clock).ConfigureAwait(false);
            }
        }
        catch (InvalidOperationException)
        {
            // It ended between the question and the answer.
        }

        return peak;
    }
}
