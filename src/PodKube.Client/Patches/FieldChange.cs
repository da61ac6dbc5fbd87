namespace PodKube.Client.Patches;

/// <summary>One difference between two objects.</summary>
/// <param name="Path">Where: <c>spec.template.spec.containers[name=web].image</c>, <c>metadata.labels['app.kubernetes.io/name']</c>.</param>
/// <param name="Kind">What happened there.</param>
/// <param name="Before">The first object's value as JSON; null where it has none.</param>
/// <param name="After">The second object's value as JSON; null where it has none.</param>
public sealed record FieldChange(string Path, FieldChangeKind Kind, string? Before, string? After);
