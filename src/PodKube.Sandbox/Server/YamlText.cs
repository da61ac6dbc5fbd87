using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PodKube.Sandbox.Storage;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace PodKube.Sandbox.Server;

/// <summary>YAML bodies as JSON nodes and back; plain scalars are read as the Kubernetes tools read them, by YAML 1.1's rules.</summary>
internal static class YamlText
{
    private const int MaximumNodes = 1_000_000;

    /// <exception cref="JsonException">The text is no YAML, or not a single document.</exception>
    public static JsonNode? Parse(byte[] utf8)
    {
        try
        {
            var stream = new YamlStream();
            using var reader = new StringReader(Encoding.UTF8.GetString(utf8));
            stream.Load(reader);
            var budget = MaximumNodes;
            return stream.Documents.Count == 0 ? null : Convert(stream.Documents[0].RootNode, 0, ref budget);
        }
        catch (YamlException invalid)
        {
            throw new JsonException($"yaml: line {invalid.Start.Line}: {invalid.Message}", invalid);
        }
    }

    /// <summary>Every document of a file; a file of JSON is one document, as JSON is YAML too.</summary>
    /// <exception cref="JsonException">The text is no YAML.</exception>
    public static IReadOnlyList<JsonNode?> ParseAll(string text)
    {
        try
        {
            var stream = new YamlStream();
            using var reader = new StringReader(text);
            stream.Load(reader);
            var budget = MaximumNodes;
            var documents = new List<JsonNode?>();
            foreach (var document in stream.Documents)
            {
                documents.Add(Convert(document.RootNode, 0, ref budget));
            }

            return documents;
        }
        catch (YamlException invalid)
        {
            throw new JsonException($"yaml: line {invalid.Start.Line}: {invalid.Message}", invalid);
        }
    }

    /// <summary>The object as YAML, as kubectl would print it.</summary>
    public static byte[] Write(JsonNode? node)
    {
        var text = new StringBuilder();
        WriteNode(text, node, 0, false);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static JsonNode? Convert(YamlNode node, int depth, ref int budget)
    {
        // Aliases make a small text a large tree: both are bounded.
        if (depth > JsonText.MaxDepth || --budget < 0)
        {
            throw new JsonException("yaml: the document is too large");
        }

        switch (node)
        {
            case YamlMappingNode mapping:
                var obj = new JsonObject();
                foreach (var (key, value) in mapping.Children)
                {
                    var name = (key as YamlScalarNode ?? throw new JsonException("yaml: invalid map key")).Value ?? "";
                    obj[name] = Convert(value, depth + 1, ref budget);
                }

                return obj;
            case YamlSequenceNode sequence:
                var array = new JsonArray();
                foreach (var item in sequence.Children)
                {
                    array.Add(Convert(item, depth + 1, ref budget));
                }

                return array;
            case YamlScalarNode { Style: ScalarStyle.Plain } scalar when scalar.Tag.IsEmpty:
                return Plain(scalar.Value ?? "");
            case YamlScalarNode scalar:
                return JsonValue.Create(scalar.Value ?? "");
            default:
                throw new JsonException("yaml: unsupported node");
        }
    }

    private static JsonValue? Plain(string text)
    {
        switch (text)
        {
            case "" or "~" or "null" or "Null" or "NULL":
                return null;
            case "true" or "True" or "TRUE" or "yes" or "Yes" or "YES" or "on" or "On" or "ON":
                return JsonValue.Create(true);
            case "false" or "False" or "FALSE" or "no" or "No" or "NO" or "off" or "Off" or "OFF":
                return JsonValue.Create(false);
        }

        if (char.IsAsciiDigit(text[0]) || text[0] is '-' or '+' or '.')
        {
            return Number(text) ?? JsonValue.Create(text);
        }

        return JsonValue.Create(text);
    }

    private static JsonValue? Number(string text)
    {
        var digits = text.Replace("_", "", StringComparison.Ordinal);
        if (digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            && long.TryParse(digits.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hex))
        {
            return JsonValue.Create(hex);
        }

        if (digits.Length > 1 && digits[0] == '0' && digits.All(digit => digit is >= '0' and <= '7') && digits.Length < 22)
        {
            return JsonValue.Create(digits.Aggregate(0L, (value, digit) => (value * 8) + (digit - '0')));
        }

        if (long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer))
        {
            return JsonValue.Create(integer);
        }

        const NumberStyles Real = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return double.TryParse(digits, Real, CultureInfo.InvariantCulture, out var real) && double.IsFinite(real) ? JsonValue.Create(real) : null;
    }

    private static void WriteNode(StringBuilder text, JsonNode? node, int indent, bool inList)
    {
        switch (node)
        {
            case JsonObject { Count: > 0 } obj:
                var first = inList;
                foreach (var (name, value) in obj.OrderBy(member => member.Key, StringComparer.Ordinal))
                {
                    text.Append(' ', first ? 0 : indent).Append(Scalar(name)).Append(':');
                    first = false;
                    WriteValue(text, value, indent);
                }

                break;
            case JsonArray { Count: > 0 } array:
                foreach (var item in array)
                {
                    text.Append(' ', indent).Append("- ");
                    if (item is JsonArray { Count: > 0 })
                    {
                        text.Append('\n');
                    }

                    WriteNode(text, item, indent + 2, true);
                }

                break;
            default:
                text.Append(Leaf(node)).Append('\n');
                break;
        }
    }

    private static void WriteValue(StringBuilder text, JsonNode? value, int indent)
    {
        switch (value)
        {
            case JsonObject { Count: > 0 }:
                text.Append('\n');
                WriteNode(text, value, indent + 2, false);
                break;
            case JsonArray { Count: > 0 }:
                text.Append('\n');
                WriteNode(text, value, indent, false);
                break;
            default:
                text.Append(' ').Append(Leaf(value)).Append('\n');
                break;
        }
    }

    private static string Leaf(JsonNode? node) => node switch
    {
        null => "null",
        JsonObject => "{}",
        JsonArray => "[]",
        _ => node.AsText() is { } text ? Scalar(text) : JsonText.WriteString(node),
    };

    /// <summary>Bare where that reads back as the same string, otherwise in the JSON form, which is YAML too.</summary>
    private static string Scalar(string text)
    {
        var bare = text.Length > 0
            && Plain(text) is { } read && read.AsText() is not null
            && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.' or '/')
            && (char.IsAsciiLetter(text[0]) || text[0] == '/');
        return bare ? text : JsonText.WriteString(JsonValue.Create(text));
    }
}
