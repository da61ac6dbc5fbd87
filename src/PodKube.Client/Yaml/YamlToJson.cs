using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PodKube.Client.Yaml;

/// <summary>Writes one document's nodes as JSON: scalars get their types, aliases are written out, merge keys resolved.</summary>
internal sealed class YamlToJson
{
    private static readonly JsonWriterOptions s_options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = YamlComposer.MaxDepth + 1,
        SkipValidation = true,
    };

    private readonly AliasBudget _budget = new();
    private readonly Utf8JsonWriter _json;
    private int _depth;

    private YamlToJson(Utf8JsonWriter json) => _json = json;

    /// <summary>The document as JSON in UTF-8.</summary>
    /// <exception cref="KubeYamlException">The document holds what JSON cannot.</exception>
    public static ReadOnlyMemory<byte> Convert(YamlNode root)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer, s_options))
        {
            new YamlToJson(json).Write(root, fromAlias: false);
        }

        return buffer.WrittenMemory;
    }

    private void Write(YamlNode node, bool fromAlias)
    {
        if (node is YamlAlias alias)
        {
            Write(alias.Target, fromAlias: true);
            return;
        }

        if (fromAlias)
        {
            _budget.Charge(node.Start, node is YamlScalar text ? text.Text.Length : 0);
        }

        switch (node)
        {
            case YamlMapping mapping:
                WriteMapping(mapping, fromAlias);
                break;
            case YamlSequence sequence:
                WriteSequence(sequence, fromAlias);
                break;
            case YamlScalar scalar:
                WriteScalar(scalar);
                break;
        }
    }

    private void WriteMapping(YamlMapping mapping, bool fromAlias)
    {
        Enter(mapping);
        _json.WriteStartObject();
        foreach (YamlField field in YamlMerge.Resolve(mapping, _budget))
        {
            _json.WritePropertyName(field.Name);
            Write(field.Value, fromAlias || field.FromAlias);
        }

        _json.WriteEndObject();
        _depth--;
    }

    private void WriteSequence(YamlSequence sequence, bool fromAlias)
    {
        Enter(sequence);
        _json.WriteStartArray();
        foreach (YamlNode item in sequence.Items)
        {
            Write(item, fromAlias);
        }

        _json.WriteEndArray();
        _depth--;
    }

    // Aliases can nest deeper than the text does.
    private void Enter(YamlNode node)
    {
        if (++_depth > YamlComposer.MaxDepth)
        {
            throw new KubeYamlException(
                $"values are nested more than {YamlComposer.MaxDepth} levels deep",
                node.Start.Line,
                node.Start.Column
            );
        }
    }

    private void WriteScalar(YamlScalar scalar)
    {
        ResolvedScalar resolved = ScalarResolver.Resolve(scalar);
        switch (resolved.Kind)
        {
            case ScalarKind.Null:
                _json.WriteNullValue();
                break;
            case ScalarKind.True:
            case ScalarKind.False:
                _json.WriteBooleanValue(resolved.Kind == ScalarKind.True);
                break;
            case ScalarKind.Integer:
                _json.WriteRawValue(resolved.Text, skipInputValidation: true);
                break;
            case ScalarKind.Float:
                WriteFloat(scalar, resolved.Number);
                break;
            default:
                _json.WriteStringValue(resolved.Text);
                break;
        }
    }

    private void WriteFloat(YamlScalar scalar, double number)
    {
        if (!double.IsFinite(number))
        {
            throw new KubeYamlException(
                $"'{scalar.Text}' is a number that JSON cannot hold",
                scalar.Start.Line,
                scalar.Start.Column,
                "Quote it to make it a string."
            );
        }

        _json.WriteRawValue(GoNumber.FormatJson(number), skipInputValidation: true);
    }
}
