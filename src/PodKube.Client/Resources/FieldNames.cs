namespace PodKube.Client.Resources;

/// <summary>The names that nearly every object has, so that a list of 50,000 objects does not make them 50,000 times.</summary>
internal static class FieldNames
{
    /// <param name="name">What stands between the quotes.</param>
    internal static string Get(ReadOnlySpan<byte> name) => name.Length switch
    {
        4 when name.SequenceEqual("kind"u8) => "kind",
        4 when name.SequenceEqual("spec"u8) => "spec",
        4 when name.SequenceEqual("data"u8) => "data",
        4 when name.SequenceEqual("type"u8) => "type",
        5 when name.SequenceEqual("rules"u8) => "rules",
        6 when name.SequenceEqual("status"u8) => "status",
        7 when name.SequenceEqual("roleRef"u8) => "roleRef",
        8 when name.SequenceEqual("metadata"u8) => "metadata",
        8 when name.SequenceEqual("subjects"u8) => "subjects",
        10 when name.SequenceEqual("apiVersion"u8) => "apiVersion",
        _ => JsonText.Decode(name),
    };
}
