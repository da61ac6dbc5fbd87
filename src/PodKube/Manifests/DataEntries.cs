using System.Collections;
using System.Management.Automation;
using System.Security;
using System.Text;
using System.Text.Json.Nodes;

namespace PodKube.Manifests;

/// <summary>The keys and values of a config map or a secret, gathered from several sources; no key may come twice.</summary>
internal sealed class DataEntries
{
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Dictionary<string, byte[]> _values = new(StringComparer.Ordinal);

    /// <summary>Adds one value.</summary>
    /// <exception cref="ArgumentException">The key is there already. The message never says a value.</exception>
    public void Add(string key, byte[] value)
    {
        if (!_values.TryAdd(key, value))
        {
            throw new ArgumentException($"The key '{key}' is given twice.");
        }
    }

    public void Add(string key, string value) => Add(key, s_strict.GetBytes(value));

    /// <summary>Adds what a hashtable holds: text, bytes, a SecureString, or anything that PowerShell writes as text.</summary>
    public void Add(IDictionary? map)
    {
        Hashtable texts = new(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in map ?? new Hashtable())
        {
            object? plain = entry.Value is PSObject wrapped ? wrapped.BaseObject : entry.Value;
            switch (plain)
            {
                case byte[] value: Add(LanguagePrimitives.ConvertTo<string>(entry.Key), value); break;
                case SecureString secret: Add(LanguagePrimitives.ConvertTo<string>(entry.Key), Reveal(secret)); break;
                default: texts.Add(entry.Key, plain); break;
            }
        }

        foreach ((string key, string text) in TextMap.From(texts))
        {
            Add(key, text);
        }
    }

    /// <summary>As <c>data</c> of a secret: everything in base64.</summary>
    public JsonObject ToBase64() => new(Sorted().Select(static v => KeyValuePair.Create(v.Key, (JsonNode?)Convert.ToBase64String(v.Value))));

    /// <summary>As <c>data</c> and <c>binaryData</c> of a config map: text as text, what is no UTF-8 in base64.</summary>
    public (JsonObject Texts, JsonObject Binaries) ToTexts()
    {
        JsonObject texts = [];
        JsonObject binaries = [];
        foreach ((string key, byte[] value) in Sorted())
        {
            if (TryDecode(value) is string text)
            {
                texts[key] = text;
            }
            else
            {
                binaries[key] = Convert.ToBase64String(value);
            }
        }

        return (texts, binaries);
    }

    /// <summary>The text of a SecureString, for a request to the server and nothing else.</summary>
    internal static string Reveal(SecureString secret) => new System.Net.NetworkCredential("", secret).Password;

    private static string? TryDecode(byte[] value)
    {
        try
        {
            return s_strict.GetString(value);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private IOrderedEnumerable<KeyValuePair<string, byte[]>> Sorted() => _values.OrderBy(static v => v.Key, StringComparer.Ordinal);
}
