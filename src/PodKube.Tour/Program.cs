using PodKube.Tour;
using PodKube.Tour.Walk;

var narrator = Narrator.ForConsole(Environment.GetEnvironmentVariable);
var options = TourOptions.Parse(args);
if (options.Problem is { } problem)
{
    narrator.Failure(problem);
    narrator.Shown(TourOptions.Usage);
    return 2;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    // The sandbox ends itself on the same key; the tour waits for it and then ends.
    pressed.Cancel = true;
    stop.Cancel();
};

try
{
    return options.Mode == TourMode.InPod
        ? await PodProgram.RunAsync(narrator, stop.Token)
        : await HostProgram.RunAsync(options.Mode, narrator, stop.Token);
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    narrator.Failure("The tour was broken off.");
    return 130;
}
