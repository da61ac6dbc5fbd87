namespace PodKube.Benchmarks.Measure;

/// <summary>What the runs of one contender came to.</summary>
/// <param name="Name">What the report calls it.</param>
/// <param name="Median">The median of the times.</param>
/// <param name="PeakBytes">The median of the memory peaks.</param>
internal sealed record Result(string Name, TimeSpan Median, long PeakBytes)
{
    public static Result Of(string name, IReadOnlyCollection<Sample> samples) =>
        new(name, Middle(samples.Select(sample => sample.Elapsed)), Middle(samples.Select(sample => sample.PeakBytes)));

    private static T Middle<T>(IEnumerable<T> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
