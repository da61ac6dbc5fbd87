using PodKube.Benchmarks;
using PodKube.Tour.Pwsh;

if (BenchOptions.Parse(args) is not { } options)
{
    Console.Error.WriteLine(BenchOptions.Usage);
    return 2;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};

var search = await new PwshLocator(Environment.GetEnvironmentVariable).FindAsync(stop.Token);
if (search.Found is not { } pwsh)
{
    Console.Error.WriteLine(search.Reason);
    return 1;
}

await new ListComparison(pwsh, options).RunAsync(Console.Out, stop.Token);
return 0;
