namespace PodKube.Sandbox.Faults;

/// <summary>
/// Leaves an answer unfinished: Kestrel closes the connection of an answer whose handler fails after the answer has begun, once what was
/// written has gone out. Aborting the connection instead may throw away what was written.
/// </summary>
internal sealed class DroppedConnectionException() : Exception("The connection is dropped, as the fault plan says.");
