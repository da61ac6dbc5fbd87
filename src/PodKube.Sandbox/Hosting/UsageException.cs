namespace PodKube.Sandbox.Hosting;

/// <summary>The command line is not understood; the message says which part of it.</summary>
internal sealed class UsageException(string message) : Exception(message);
