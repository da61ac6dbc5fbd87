using System.Collections;
using System.Management.Automation;

namespace PodKube.Commands;

/// <summary>
/// Turns what people write for a selector into the server's syntax: text as it is, a hashtable as <c>key=value</c> pairs, an array as a
/// set (<c>key in (a,b)</c>), <c>$null</c> as absence (<c>!key</c>).
/// </summary>
internal static class SelectorText
{
    public static string? ForLabels(object? selector) => Convert(selector, sets: true);

    /// <summary>Field selectors know only equality.</summary>
    public static string? ForFields(object? selector) => Convert(selector, sets: false);

    private static string? Convert(object? selector, bool sets)
    {
        object? plain = selector is PSObject wrapped ? wrapped.BaseObject : selector;
        return plain switch
        {
            null => null,
            string text => text.Trim().Length == 0 ? null : text,
            IDictionary pairs => string.Join(',', pairs.Cast<DictionaryEntry>().Select(p => Pair(Text(p.Key), p.Value, sets)).Order(StringComparer.Ordinal)),
            IEnumerable parts => string.Join(',', parts.Cast<object?>().Select(p => Convert(p, sets)).Where(static p => p is not null)),
            _ => Text(plain),
        };
    }

    private static string Pair(string key, object? value, bool sets)
    {
        object? plain = value is PSObject wrapped ? wrapped.BaseObject : value;
        return plain switch
        {
            null when sets => "!" + key,
            IEnumerable values and not string when sets => $"{key} in ({string.Join(',', values.Cast<object?>().Select(Text))})",
            bool flag => $"{key}={(flag ? "true" : "false")}",
            _ => $"{key}={Text(plain)}",
        };
    }

    private static string Text(object? value) => LanguagePrimitives.ConvertTo<string>(value) ?? "";
}
