namespace PodKube.Client.Yaml;

/// <summary>A scalar with its type.</summary>
/// <param name="Kind">The type.</param>
/// <param name="Text">The text of a string or timestamp; the decimal digits of an integer.</param>
/// <param name="Number">The value of a float.</param>
internal readonly record struct ResolvedScalar(ScalarKind Kind, string Text, double Number = 0);
