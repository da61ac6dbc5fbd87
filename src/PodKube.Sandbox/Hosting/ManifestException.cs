namespace PodKube.Sandbox.Hosting;

/// <summary>A manifest cannot be read, or the server refuses what it holds; the message names the file and the object.</summary>
internal sealed class ManifestException(string message, Exception? cause = null) : Exception(message, cause);
