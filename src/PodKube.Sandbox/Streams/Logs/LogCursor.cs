namespace PodKube.Sandbox.Streams.Logs;

/// <summary>A place in a <see cref="ContainerLog"/>.</summary>
internal readonly record struct LogCursor(int Segment, long Index);
