namespace PodKube.Benchmarks.Measure;

/// <summary>One way to do the job that is compared.</summary>
/// <param name="Name">What the report calls it.</param>
/// <param name="Command">The program and its arguments; its output is read and thrown away.</param>
internal sealed record Contender(string Name, IReadOnlyList<string> Command);
