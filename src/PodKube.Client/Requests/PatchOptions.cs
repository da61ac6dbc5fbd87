namespace PodKube.Client.Requests;

/// <summary>How an object is patched.</summary>
public sealed record PatchOptions : WriteOptions;
