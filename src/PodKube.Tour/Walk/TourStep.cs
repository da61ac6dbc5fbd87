namespace PodKube.Tour.Walk;

/// <summary>One step of the tour.</summary>
/// <param name="Title">What the reader is told before it runs.</param>
/// <param name="RunAsync">Does it, checks it, and gives back what to show.</param>
internal sealed record TourStep(string Title, Func<CancellationToken, Task<string>> RunAsync);
