using PodKube.Client.Resources;

namespace PodKube.Client.Writes;

/// <summary>What an apply came to.</summary>
/// <param name="Item">The object as the server keeps it.</param>
/// <param name="IsCreated">Whether it was not there before.</param>
public sealed record AppliedObject(KubeObject Item, bool IsCreated);
