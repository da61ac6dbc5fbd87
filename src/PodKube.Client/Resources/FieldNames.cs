using System.Text.Json;

namespace PodKube.Client.Resources;

/// <summary>The names that nearly every object has, so that a list of 50,000 objects does not make them 50,000 times.</summary>
internal static class FieldNames
{
    internal static string Get(ref Utf8JsonReader reader)
    {
        if (reader.HasValueSequence || reader.ValueIsEscaped)
        {
            return reader.GetString()!;
        }

        ReadOnlySpan<byte> name = reader.ValueSpan;
        return name.Length switch
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
            _ => reader.GetString()!,
        };
    }

    /// <summary>Whether a name in JSON, as it stands between its quotes, is the known one.</summary>
    internal static bool Are(ReadOnlySpan<byte> name, string known)
    {
        if (name.Length != known.Length)
        {
            return false;
        }

        for (int index = 0; index < name.Length; index++)
        {
            if (name[index] != known[index] || name[index] == '\\')
            {
                return false;
            }
        }

        return true;
    }
}
