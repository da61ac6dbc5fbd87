using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Registry;

/// <summary>The object that an apply led to, and whether the apply created it.</summary>
internal sealed record ApplyResult(StoredObject Object, bool Created);
