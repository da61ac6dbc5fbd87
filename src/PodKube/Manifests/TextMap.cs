using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace PodKube.Manifests;

/// <summary>Maps of the API are text to text, what people write in a hashtable often is not: 1, $true.</summary>
internal static class TextMap
{
    /// <summary>The pairs; a hashtable's, which has no order, by key, a dictionary's in its own order.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> From(IDictionary? map)
    {
        if (map is null)
        {
            return [];
        }

        IEnumerable<KeyValuePair<string, string>> pairs = map.Cast<DictionaryEntry>()
            .Select(static e => KeyValuePair.Create(LanguagePrimitives.ConvertTo<string>(e.Key), Text(e.Value)));
        return [.. map is Hashtable ? pairs.OrderBy(static p => p.Key, StringComparer.Ordinal) : pairs];
    }

    private static string Text(object? value) => (value is PSObject wrapped ? wrapped.BaseObject : value) switch
    {
        null => "",
        bool flag => flag ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        object other => LanguagePrimitives.ConvertTo<string>(other),
    };
}
