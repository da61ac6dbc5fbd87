using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Registry;

/// <summary>What a deletion led to: the object's last or current state, and whether it is gone from the store.</summary>
internal sealed record DeleteResult(StoredObject Object, bool Gone);
