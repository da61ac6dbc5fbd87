using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Watch;

/// <summary>An event as it is sent: ADDED, MODIFIED or DELETED.</summary>
internal sealed record VisibleChange(string Type, StoredObject Object);
