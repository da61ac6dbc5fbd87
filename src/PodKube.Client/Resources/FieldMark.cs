namespace PodKube.Client.Resources;

/// <summary>Where a top-level field of an object stands in the object's bytes.</summary>
/// <param name="Name">The field's name.</param>
/// <param name="Start">The first byte of its value.</param>
/// <param name="Length">How many bytes the value has.</param>
internal readonly record struct FieldMark(string Name, int Start, int Length);
