namespace PodKube.Client.Resources;

/// <summary>One field of an object: its name and its value as UTF-8 JSON, a slice of the object's own bytes.</summary>
/// <param name="Name">The field's name.</param>
/// <param name="Value">The value as it stands in the object.</param>
public readonly record struct KubeField(string Name, ReadOnlyMemory<byte> Value);
