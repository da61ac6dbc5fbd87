namespace PodKube.Tour.Processes;

/// <summary>How a child process ended.</summary>
/// <param name="ExitCode">Its exit code; meaningless when <paramref name="TimedOut"/>.</param>
/// <param name="Output">Standard output and error, line by line as they came.</param>
/// <param name="TimedOut">The time limit ran out and the process was killed with its children.</param>
/// <param name="OutputHeldOpen">It ended, but something it started still held its output open.</param>
internal sealed record ChildResult(int ExitCode, string Output, bool TimedOut, bool OutputHeldOpen);
