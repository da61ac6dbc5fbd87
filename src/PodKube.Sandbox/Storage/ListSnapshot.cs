namespace PodKube.Sandbox.Storage;

/// <summary>The objects of one resource as they were at one revision, ordered as a real server orders them.</summary>
internal sealed record ListSnapshot(long Revision, IReadOnlyList<StoredObject> Items);
