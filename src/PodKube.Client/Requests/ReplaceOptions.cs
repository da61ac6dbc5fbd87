namespace PodKube.Client.Requests;

/// <summary>How an object is replaced.</summary>
public sealed record ReplaceOptions : WriteOptions;
