namespace PodKube.Sandbox.Streams.Logs;

/// <summary>One line of a container's output; the text ends with its newline unless the container has not written one yet.</summary>
internal readonly record struct LogLine(DateTimeOffset Time, bool IsError, string Text);
