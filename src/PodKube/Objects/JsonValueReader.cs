using System.Collections.Specialized;
using System.Globalization;
using System.Management.Automation;
using System.Numerics;
using System.Text;
using System.Text.Json;
using PodKube.Client.Resources;

namespace PodKube.Objects;

/// <summary>Turns Kubernetes JSON into what PowerShell works with: PSCustomObject, object[], string, long, double, bool, DateTime.</summary>
internal static class JsonValueReader
{
    /// <summary>JSON schemas inside of CRDs nest deeper than the 64 levels that System.Text.Json allows by default.</summary>
    public const int MaxDepth = 1000;

    /// <summary>Below so many bytes it is cheaper to read a value than to remember where it stands.</summary>
    private const int SmallestBox = 64;

    private static readonly JsonReaderOptions s_options = new() { MaxDepth = MaxDepth };

    private static readonly HashSet<string> s_reservedNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "psobject", "psbase", "psadapted", "psextended", "pstypenames",
    };

    /// <summary>Reads the value of the field called <paramref name="field"/>; the name decides whether a text is a time.</summary>
    /// <remarks>Larger values inside of it keep a slice of <paramref name="json"/> and are read when someone looks at them.</remarks>
    /// <exception cref="JsonException">The bytes are no JSON.</exception>
    public static object? Read(ReadOnlyMemory<byte> json, string? field)
    {
        Utf8JsonReader reader = new(json.Span, s_options);
        reader.Read();
        return ReadValue(ref reader, json, field, timesAllowed: true);
    }

    private static object? ReadValue(ref Utf8JsonReader reader, ReadOnlyMemory<byte> json, string? field, bool timesAllowed) => reader.TokenType switch
    {
        JsonTokenType.StartObject => ReadObject(ref reader, json, timesAllowed && (field is null || !TimeFields.IsFreeFormMap(field))),
        JsonTokenType.StartArray => ReadArray(ref reader, json, field, timesAllowed),
        JsonTokenType.String => ReadString(ref reader, field, timesAllowed),
        JsonTokenType.Number => ReadNumber(ref reader),
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        _ => null,
    };

    private static object ReadObject(ref Utf8JsonReader reader, ReadOnlyMemory<byte> json, bool timesAllowed)
    {
        List<PSNoteProperty> properties = [];
        OrderedDictionary? exact = null;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            string name = reader.GetString()!;
            reader.Read();
            if (exact is null && !FitsObject(properties, name))
            {
                exact = ToDictionary(properties);
            }

            if (exact is not null)
            {
                exact[name] = ReadValue(ref reader, json, name, timesAllowed);
            }
            else
            {
                properties.Add(ReadProperty(ref reader, json, name, timesAllowed));
            }
        }

        return exact is null ? ToObject(properties) : exact;
    }

    private static PSNoteProperty ReadProperty(ref Utf8JsonReader reader, ReadOnlyMemory<byte> json, string name, bool timesAllowed)
    {
        // What a box holds is read by its field's name alone, which would make times of texts in a map whose keys people choose.
        if (!timesAllowed || reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
        {
            return new PSNoteProperty(name, ReadValue(ref reader, json, name, timesAllowed));
        }

        int start = (int)reader.TokenStartIndex;
        reader.Skip();
        ReadOnlyMemory<byte> value = json[start..(int)reader.BytesConsumed];
        return value.Length < SmallestBox ? new PSNoteProperty(name, Read(value, name)) : new LazyProperty(new KubeField(name, value));
    }

    /// <summary>
    /// PowerShell members are case-insensitive, never empty, and a few names are taken; a ConfigMap may hold 'a', 'A' and more.
    /// Such a map becomes an ordered dictionary with exact keys, which reads the same way ($map.key).
    /// </summary>
    private static bool FitsObject(List<PSNoteProperty> properties, string name)
    {
        if (name.Length == 0 || s_reservedNames.Contains(name))
        {
            return false;
        }

        foreach (PSNoteProperty property in properties)
        {
            if (property.Name.Length == name.Length && string.Equals(property.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }
        }

        return true;
    }

    private static OrderedDictionary ToDictionary(List<PSNoteProperty> properties)
    {
        OrderedDictionary dictionary = new(StringComparer.Ordinal);
        foreach (PSNoteProperty property in properties)
        {
            dictionary[property.Name] = property.Value;
        }

        return dictionary;
    }

    private static PSObject ToObject(List<PSNoteProperty> properties)
    {
        PSObject result = EmptyObject.Create(properties.Count);
        PSMemberInfoCollection<PSPropertyInfo> target = result.Properties;
        foreach (PSNoteProperty property in properties)
        {
            target.Add(property, preValidated: true);
        }

        return result;
    }

    private static object?[] ReadArray(ref Utf8JsonReader reader, ReadOnlyMemory<byte> json, string? field, bool timesAllowed)
    {
        List<object?> items = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(ReadValue(ref reader, json, field, timesAllowed));
        }

        return items.ToArray();
    }

    private static object ReadString(ref Utf8JsonReader reader, string? field, bool timesAllowed)
    {
        if (timesAllowed && field is not null && TimeFields.IsTime(field) && TimeFields.TryRead(ref reader, out DateTime time))
        {
            return time;
        }

        return reader.GetString()!;
    }

    private static object ReadNumber(ref Utf8JsonReader reader)
    {
        if (reader.TryGetInt64(out long integer))
        {
            return integer;
        }

        string text = Encoding.UTF8.GetString(reader.ValueSpan);
        return ParseNumber(text);
    }

    /// <summary>The smallest of BigInteger, double and decimal that holds the number without loss; double where none does.</summary>
    internal static object ParseNumber(string text)
    {
        if (text.AsSpan().IndexOfAny('.', 'e', 'E') < 0)
        {
            return BigInteger.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        }

        double number = double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        bool exact = decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal precise);
        if (exact && decimal.TryParse(number.ToString("R", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture, out decimal shown))
        {
            return shown == precise ? number : precise;
        }

        return number;
    }
}
