using System.Buffers;
using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Numerics;
using System.Security;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PodKube.Objects;

/// <summary>
/// Writes what PowerShell holds as Kubernetes JSON. Fields of a server's object that nobody read are copied byte for byte; of those
/// that were read, numbers and times that did not change keep the server's own text. ETS members are never written.
/// </summary>
internal sealed class KubeJsonWriter
{
    private static readonly JsonWriterOptions s_options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = JsonValueReader.MaxDepth,
    };

    private static readonly JsonDocumentOptions s_documentOptions = new() { MaxDepth = JsonValueReader.MaxDepth };

    private readonly Utf8JsonWriter _writer;
    private readonly bool _revealSecrets;
    private int _depth;

    private KubeJsonWriter(Utf8JsonWriter writer, bool revealSecrets)
    {
        _writer = writer;
        _revealSecrets = revealSecrets;
    }

    /// <summary>Writes <paramref name="value"/>: a PodKube object, a PSCustomObject, a dictionary, an array or a plain value.</summary>
    /// <param name="value">What to write.</param>
    /// <param name="revealSecrets">Whether a SecureString may be written as text: only into a request to the server.</param>
    /// <exception cref="ArgumentException">Something in it has no place in JSON.</exception>
    public static byte[] ToUtf8(object? value, bool revealSecrets = false)
    {
        ArrayBufferWriter<byte> buffer = new(4096);
        using (Utf8JsonWriter writer = new(buffer, s_options))
        {
            new KubeJsonWriter(writer, revealSecrets).WriteValue(value, null, default);
        }

        return buffer.WrittenSpan.ToArray();
    }

    private void WriteValue(object? value, string? field, JsonElement original)
    {
        object? plain = value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;
        if (!TryWriteScalar(plain, field, original))
        {
            WriteContainer(plain!, value!, field, original);
        }
    }

    private bool TryWriteScalar(object? value, string? field, JsonElement original)
    {
        switch (value)
        {
            case null or DBNull: _writer.WriteNullValue(); return true;
            case string text: _writer.WriteStringValue(text); return true;
            case bool flag: _writer.WriteBooleanValue(flag); return true;
            case DateTime time: _writer.WriteStringValue(TimeFields.Format(time, field, Text(original))); return true;
            case DateTimeOffset time: _writer.WriteStringValue(TimeFields.Format(time.UtcDateTime, field, Text(original))); return true;
            case TimeSpan span: _writer.WriteStringValue(GoDuration.Format(span)); return true;
            case byte[] bytes: _writer.WriteBase64StringValue(bytes); return true;
            case Enum or char or Guid or Uri or Version or System.Net.IPAddress or Type:
                _writer.WriteStringValue(value.ToString());
                return true;
            case SecureString secret: WriteSecret(secret); return true;
            case JsonElement element: element.WriteTo(_writer); return true;
            default: return TryWriteNumber(value, original);
        }
    }

    private bool TryWriteNumber(object value, JsonElement original)
    {
        if (value is not (sbyte or byte or short or ushort or int or uint or long or ulong or BigInteger or double or float or decimal))
        {
            return false;
        }

        // 1.0 and 1e3 are read as doubles; unless the value changed, the server gets its own spelling back.
        if (original.ValueKind == JsonValueKind.Number && original.GetRawText() is string before && IsSame(value, before))
        {
            _writer.WriteRawValue(before, skipInputValidation: true);
            return true;
        }

        if (value is double and (double.NaN or double.PositiveInfinity or double.NegativeInfinity))
        {
            throw new ArgumentException($"The number {value} cannot be written as JSON.");
        }

        _writer.WriteRawValue(((IFormattable)value).ToString(value is double or float ? "R" : null, CultureInfo.InvariantCulture), skipInputValidation: true);
        return true;
    }

    private static bool IsSame(object value, string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long integer)
            ? LanguagePrimitives.Equals(value, integer)
            : value.Equals(JsonValueReader.ParseNumber(text));

    private static string? Text(JsonElement original) => original.ValueKind == JsonValueKind.String ? original.GetString() : null;

    private void WriteSecret(SecureString secret)
    {
        if (!_revealSecrets)
        {
            throw new ArgumentException("A SecureString is written into a request only, never as text.");
        }

        _writer.WriteStringValue(new System.Net.NetworkCredential("", secret).Password);
    }

    private void WriteContainer(object plain, object value, string? field, JsonElement original)
    {
        if (++_depth > JsonValueReader.MaxDepth)
        {
            throw new ArgumentException("The object nests too deeply; perhaps it contains itself.");
        }

        switch (plain)
        {
            case IDictionary dictionary: WriteDictionary(dictionary, original); break;
            case PSObject custom: WriteProperties(custom, original); break;
            case IEnumerable items: WriteArray(items, field, original); break;
            case ScriptBlock or Delegate: throw new ArgumentException($"A {plain.GetType().Name} cannot be written as JSON.");
            default: WriteProperties(value as PSObject ?? PSObject.AsPSObject(plain), original); break;
        }

        _depth--;
    }

    private void WriteDictionary(IDictionary dictionary, JsonElement original)
    {
        _writer.WriteStartObject();
        foreach (DictionaryEntry entry in dictionary)
        {
            string name = LanguagePrimitives.ConvertTo<string>(entry.Key);
            _writer.WritePropertyName(name);
            WriteValue(entry.Value, name, Child(original, name));
        }

        _writer.WriteEndObject();
    }

    private void WriteArray(IEnumerable items, string? field, JsonElement original)
    {
        int count = original.ValueKind == JsonValueKind.Array ? original.GetArrayLength() : 0;
        int index = 0;
        _writer.WriteStartArray();
        foreach (object? item in items)
        {
            WriteValue(item, field, index < count ? original[index] : default);
            index++;
        }

        _writer.WriteEndArray();
    }

    private void WriteProperties(PSObject source, JsonElement original)
    {
        bool custom = source.BaseObject is PSCustomObject;
        bool isObject = custom && source.Properties["metadata"] is not null && source.Properties["kind"] is not null;
        _writer.WriteStartObject();
        foreach (PSPropertyInfo property in source.Properties)
        {
            if (property is LazyProperty lazy)
            {
                WriteLazy(lazy);
            }
            else if (IsData(property, custom) && !(isObject && ComputedMembers.Contains(property.Name)))
            {
                _writer.WritePropertyName(property.Name);
                WriteValue(property.Value, property.Name, Child(original, property.Name));
            }
        }

        _writer.WriteEndObject();
    }

    private static bool IsData(PSPropertyInfo property, bool custom) =>
        custom ? property is PSNoteProperty { IsInstance: true } : property is PSNoteProperty or PSProperty;

    private void WriteLazy(LazyProperty property)
    {
        FieldBox box = property.Box;
        _writer.WritePropertyName(property.Name);
        if (!box.IsRead)
        {
            _writer.WriteRawValue(box.Json.Span, skipInputValidation: true);
            return;
        }

        using JsonDocument original = JsonDocument.Parse(box.Json, s_documentOptions);
        WriteValue(box.Value, property.Name, original.RootElement);
    }

    private static JsonElement Child(JsonElement original, string name) =>
        original.ValueKind == JsonValueKind.Object && original.TryGetProperty(name, out JsonElement child) ? child : default;
}
