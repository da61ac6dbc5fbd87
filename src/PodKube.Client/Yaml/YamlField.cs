namespace PodKube.Client.Yaml;

/// <summary>One field of a mapping after merging.</summary>
/// <param name="Name">The key as a string.</param>
/// <param name="Value">The value.</param>
/// <param name="FromAlias">Whether the field came in through an alias.</param>
internal readonly record struct YamlField(string Name, YamlNode Value, bool FromAlias);
