namespace PodKube.Pester.Harness;

/// <summary>What a worker's run of one file came to.</summary>
/// <param name="Outcome">Whether the run came to its end.</param>
/// <param name="Output">Standard output and error, line by line as they came.</param>
internal sealed record PesterAnswer(PesterOutcome Outcome, string Output);
