namespace PodKube.Client.Requests;

/// <summary>How an object is created.</summary>
public sealed record CreateOptions : WriteOptions;
