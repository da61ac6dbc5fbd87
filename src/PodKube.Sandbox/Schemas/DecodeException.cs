namespace PodKube.Sandbox.Schemas;

/// <summary>A value does not fit its type; the message is the one that Go's decoder gives.</summary>
internal sealed class DecodeException(string message) : Exception(message);
