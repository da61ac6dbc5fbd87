using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Text.Json;

namespace PodKube.Objects;

/// <summary>
/// Looks into an object without changing it: into the server's bytes where a field has not been read yet, else into what PowerShell
/// holds. Works the same on objects from <c>kubectl -o json | ConvertFrom-Json</c>, from YAML and on hashtables. Missing fields are
/// values that do not exist, so that paths can be followed without checks.
/// </summary>
internal readonly struct KubeValue
{
    private static readonly JsonDocumentOptions s_options = new() { MaxDepth = JsonValueReader.MaxDepth };

    private readonly object? _object;
    private readonly JsonElement _json;

    private KubeValue(object? value, JsonElement json)
    {
        _object = value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;
        _json = json;
    }

    public bool Exists => _object is not null || _json.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    public string? Text => _object is null
        ? _json.ValueKind switch
        {
            JsonValueKind.String => _json.GetString(),
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => _json.GetRawText(),
            _ => null,
        }
        : _object as string ?? (_object as IFormattable)?.ToString(null, CultureInfo.InvariantCulture) ?? (_object is bool flag ? (flag ? "true" : "false") : null);

    public long? Number => long.TryParse(Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? number : null;

    public bool IsTrue => _object is bool flag ? flag : _json.ValueKind == JsonValueKind.True;

    /// <summary>The time in UTC; null when the field is missing or no time.</summary>
    public DateTime? Time => _object switch
    {
        DateTime time => time.ToUniversalTime(),
        DateTimeOffset time => time.UtcDateTime,
        _ => TimeFields.TryParse(Text, out DateTime parsed) ? parsed : null,
    };

    public int Count => _object switch
    {
        null => _json.ValueKind switch
        {
            JsonValueKind.Array => _json.GetArrayLength(),
            JsonValueKind.Object => _json.EnumerateObject().Count(),
            _ => 0,
        },
        IDictionary dictionary => dictionary.Count,
        PSObject custom => custom.Properties.Count(static p => p is PSNoteProperty),
        string => 0,
        ICollection list => list.Count,
        _ => 0,
    };

    public KubeValue this[string name] => _object switch
    {
        null => _json.ValueKind == JsonValueKind.Object && _json.TryGetProperty(name, out JsonElement child) ? new(null, child) : default,
        IDictionary dictionary => new(dictionary[name], default),
        PSObject custom => Of(custom.Properties[name]),
        _ => default,
    };

    public static KubeValue Of(object? value) => new(value, default);

    public IEnumerable<KubeValue> Items()
    {
        if (_object is null)
        {
            return _json.ValueKind == JsonValueKind.Array ? _json.EnumerateArray().Select(static i => new KubeValue(null, i)) : [];
        }

        return _object is IList list ? list.Cast<object?>().Select(static i => new KubeValue(i, default)) : [];
    }

    /// <summary>The fields of an object, or the entries of a map, in their order.</summary>
    public IEnumerable<KeyValuePair<string, KubeValue>> Entries() => _object switch
    {
        null => _json.ValueKind == JsonValueKind.Object
            ? _json.EnumerateObject().Select(static p => KeyValuePair.Create(p.Name, new KubeValue(null, p.Value)))
            : [],
        IDictionary dictionary => dictionary.Cast<DictionaryEntry>().Select(static e => KeyValuePair.Create(e.Key.ToString()!, Of(e.Value))),
        PSObject custom => custom.Properties.Where(static p => p is PSNoteProperty).Select(static p => KeyValuePair.Create(p.Name, Of(p))),
        _ => [],
    };

    // Anything but a note property is an ETS member, which may well be the one that asks.
    private static KubeValue Of(PSPropertyInfo? property) => property switch
    {
        LazyProperty { Box.IsRead: false } lazy => new(null, ParsedFields.Get(lazy.Box, s_options)),
        PSNoteProperty note => new(note.Value, default),
        _ => default,
    };
}
