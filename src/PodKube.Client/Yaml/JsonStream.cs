using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;

namespace PodKube.Client.Yaml;

/// <summary>Reads a stream that is JSON, one value or several one after the other, as kubectl does before it tries YAML.</summary>
internal static class JsonStream
{
    private static readonly JsonReaderOptions s_options = new() { MaxDepth = YamlComposer.MaxDepth };

    /// <summary>Cuts the stream into its values, each kept as it is.</summary>
    /// <returns>False when the text is not JSON.</returns>
    /// <exception cref="KubeYamlException">It is JSON, and an object holds a field twice.</exception>
    public static bool TryRead(string text, [NotNullWhen(true)] out List<YamlDocument>? documents)
    {
        documents = null;
        if (!text.AsSpan().TrimStart().StartsWith("{") && !text.AsSpan().TrimStart().StartsWith("["))
        {
            return false;
        }

        ReadOnlyMemory<byte> json = Encoding.UTF8.GetBytes(text);
        List<YamlDocument> found = [];
        try
        {
            int position = 0;
            while (SkipSpace(json.Span, ref position))
            {
                int end = position + ReadValue(json.Span, position);
                found.Add(new YamlDocument(json[position..end], json.Span[..position].Count((byte)'\n') + 1));
                position = end;
            }
        }
        catch (JsonException)
        {
            return false;
        }

        documents = found;
        return true;
    }

    private static bool SkipSpace(ReadOnlySpan<byte> json, ref int position)
    {
        int offset = json[position..].IndexOfAnyExcept(" \t\r\n"u8);
        position += Math.Max(0, offset);
        return offset >= 0;
    }

    private static int ReadValue(ReadOnlySpan<byte> json, int start)
    {
        Utf8JsonReader reader = new(json[start..], s_options);
        Stack<HashSet<string>> objects = new();
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    objects.Push(new HashSet<string>(StringComparer.Ordinal));
                    break;
                case JsonTokenType.EndObject:
                    objects.Pop();
                    break;
                case JsonTokenType.PropertyName when !objects.Peek().Add(Name(ref reader)):
                    throw Duplicate(json, start + (int)reader.TokenStartIndex, reader.GetString()!);
            }

            if (reader.CurrentDepth == 0 && reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
            {
                return (int)reader.BytesConsumed;
            }
        }

        throw new JsonException("The value has no end.");
    }

    private static string Name(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException exception)
        {
            // An escaped half of a surrogate pair: not text in any encoding.
            throw new JsonException("A field name is not text.", exception);
        }
    }

    private static KubeYamlException Duplicate(ReadOnlySpan<byte> json, int position, string name)
    {
        string before = Encoding.UTF8.GetString(json[..position]);
        (int line, int column) = YamlText.Place(before, before.Length);
        return new KubeYamlException($"the field '{name}' is already set in this object", line, column);
    }
}
