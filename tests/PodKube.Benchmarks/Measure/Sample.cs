namespace PodKube.Benchmarks.Measure;

/// <summary>One run of one contender.</summary>
/// <param name="Elapsed">From start to end.</param>
/// <param name="PeakBytes">The most memory that was resident at once; 0 where it was not measured.</param>
internal readonly record struct Sample(TimeSpan Elapsed, long PeakBytes);
