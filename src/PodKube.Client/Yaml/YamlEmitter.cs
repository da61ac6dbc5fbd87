using System.Text;
using System.Text.Json;

namespace PodKube.Client.Yaml;

/// <summary>Walks JSON tokens and appends the lines of a block-style YAML document.</summary>
internal readonly struct YamlEmitter(StringBuilder output)
{
    private const int Step = 2;
    private static readonly JsonReaderOptions s_options = new() { MaxDepth = YamlComposer.MaxDepth };

    /// <summary>Appends the document.</summary>
    public void Write(ReadOnlySpan<byte> utf8Json)
    {
        Utf8JsonReader reader = new(utf8Json, s_options);
        reader.Read();
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject when !IsEmpty(ref reader, JsonTokenType.EndObject):
                WriteFields(ref reader, 0);
                break;
            case JsonTokenType.StartArray when !IsEmpty(ref reader, JsonTokenType.EndArray):
                WriteItems(ref reader, 0);
                break;
            default:
                // A block at the root would have no parent to be indented under.
                WriteLeaf(ref reader, parentIndent: -1);
                break;
        }
    }

    // The reader stands at the first field; its line is indented already.
    private void WriteFields(ref Utf8JsonReader reader, int indent)
    {
        for (bool first = true; reader.TokenType != JsonTokenType.EndObject; first = false)
        {
            Indent(first ? 0 : indent);
            WriteKey(Text(ref reader), indent);
            output.Append(':');
            reader.Read();
            WriteFieldValue(ref reader, indent);
            reader.Read();
        }
    }

    private void WriteFieldValue(ref Utf8JsonReader reader, int indent)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject when !IsEmpty(ref reader, JsonTokenType.EndObject):
                output.Append('\n');
                Indent(indent + Step);
                WriteFields(ref reader, indent + Step);
                break;
            case JsonTokenType.StartArray when !IsEmpty(ref reader, JsonTokenType.EndArray):
                output.Append('\n');
                Indent(indent);
                WriteItems(ref reader, indent);
                break;
            default:
                output.Append(' ');
                WriteLeaf(ref reader, indent);
                break;
        }
    }

    // The reader stands at the first item; its line is indented already.
    private void WriteItems(ref Utf8JsonReader reader, int indent)
    {
        for (bool first = true; reader.TokenType != JsonTokenType.EndArray; first = false)
        {
            Indent(first ? 0 : indent);
            output.Append("- ");
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject when !IsEmpty(ref reader, JsonTokenType.EndObject):
                    WriteFields(ref reader, indent + Step);
                    break;
                case JsonTokenType.StartArray when !IsEmpty(ref reader, JsonTokenType.EndArray):
                    WriteItems(ref reader, indent + Step);
                    break;
                default:
                    WriteLeaf(ref reader, indent);
                    break;
            }

            reader.Read();
        }
    }

    private void WriteKey(string key, int indent)
    {
        if (key.Length > YamlScalarText.MaxKeyLength)
        {
            output.Append("? ");
            YamlScalarText.AppendKey(output, key);
            output.Append('\n');
            Indent(indent);
            return;
        }

        YamlScalarText.AppendKey(output, key);
    }

    private void WriteLeaf(ref Utf8JsonReader reader, int parentIndent)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.EndObject:
                output.Append("{}\n");
                break;
            case JsonTokenType.EndArray:
                output.Append("[]\n");
                break;
            case JsonTokenType.String:
                WriteText(Text(ref reader), parentIndent);
                break;
            case JsonTokenType.Number:
                output.Append(YamlNumberText.Format(Encoding.ASCII.GetString(reader.ValueSpan))).Append('\n');
                break;
            default:
                output.Append(Encoding.ASCII.GetString(reader.ValueSpan)).Append('\n');
                break;
        }
    }

    private void WriteText(string text, int parentIndent)
    {
        if (parentIndent >= 0 && LiteralBlock.CanHold(text))
        {
            LiteralBlock.Append(output, text, parentIndent + Step, Step);
            return;
        }

        YamlScalarText.AppendInline(output, text);
        output.Append('\n');
    }

    // Moves onto the first field or item, or onto the end of an empty container.
    private static bool IsEmpty(ref Utf8JsonReader reader, JsonTokenType end)
    {
        reader.Read();
        return reader.TokenType == end;
    }

    private static string Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException exception)
        {
            throw new JsonException("A string holds half of a surrogate pair, which is not text.", exception);
        }
    }

    private void Indent(int columns) => output.Append(' ', columns);
}
