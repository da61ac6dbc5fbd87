namespace PodKube.Client.Yaml;

/// <summary>One document of a YAML or JSON stream.</summary>
/// <param name="Json">The document as JSON in UTF-8, in the field order of the text.</param>
/// <param name="Line">The line of the stream on which the document's content starts, from 1.</param>
public sealed record YamlDocument(ReadOnlyMemory<byte> Json, long Line);
