using System.Globalization;
using System.Text.Json.Nodes;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Schemas;

/// <summary>
/// Reads JSON into the shape that a round trip through Go's types gives it: fields in their order, empty optional values left out, numbers and quantities
/// canonical, unknown members dropped (and reported), defaults filled in where that is asked for.
/// </summary>
internal sealed class TypedDecoder
{
    private readonly bool _defaults;
    private readonly Action<string>? _onUnknown;
    private readonly List<string> _fields = [];

    private TypedDecoder(bool defaults, Action<string>? onUnknown)
    {
        _defaults = defaults;
        _onUnknown = onUnknown;
    }

    /// <summary>Decodes an object. The input is left as it is.</summary>
    /// <param name="onUnknown">Hears of every unknown member, as a path such as spec.containers[0].foo.</param>
    /// <exception cref="DecodeException">A value does not fit its type.</exception>
    public static JsonObject Decode(TypeSchema schema, JsonObject input, bool defaults, Action<string>? onUnknown = null) =>
        new TypedDecoder(defaults, onUnknown).Struct(schema, input, "");

    /// <summary>What a new object of the type holds before anything is set: the fields that are always written.</summary>
    public static JsonObject Zero(TypeSchema schema) => new TypedDecoder(false, null).Struct(schema, [], "");

    private JsonObject Struct(TypeSchema schema, JsonObject input, string path)
    {
        var result = new JsonObject();
        foreach (var field in schema.Fields)
        {
            input.TryGetPropertyValue(field.Name, out var node);
            _fields.Add(field.Name);
            var value = Value(field, node, schema, path);
            _fields.RemoveAt(_fields.Count - 1);
            if (value is not null)
            {
                result[field.Name] = value;
            }
            else if (field.AlwaysWritten || (IsNullWhenZero(field) && !field.OmitZero && !field.Pointer))
            {
                result[field.Name] = ZeroOf(field);
            }
        }

        TakeUnknown(schema, input, path, result);
        return result;
    }

    private static bool IsNullWhenZero(FieldSchema field) => field.Type.Type is SchemaType.Time or SchemaType.MicroTime;

    private static JsonValue? ZeroOf(FieldSchema field) => field.Pointer
        ? null
        : field.Type.Type switch
        {
            SchemaType.String => JsonValue.Create(""),
            SchemaType.Int32 or SchemaType.Int64 or SchemaType.Float or SchemaType.IntOrString => JsonValue.Create(0L),
            SchemaType.Bool => JsonValue.Create(false),
            SchemaType.Quantity => JsonValue.Create("0"),
            SchemaType.Duration => JsonValue.Create("0s"),
            _ => null,
        };

    private void TakeUnknown(TypeSchema schema, JsonObject input, string path, JsonObject result)
    {
        if (_onUnknown is null && !schema.KeepsUnknown)
        {
            return;
        }

        foreach (var (name, node) in input)
        {
            if (schema.Find(name) is not null)
            {
                continue;
            }

            if (schema.KeepsUnknown)
            {
                result[name] = node?.DeepClone();
            }
            else
            {
                _onUnknown?.Invoke(path.Length == 0 ? name : path + "." + name);
            }
        }
    }

    /// <summary>The value of a field, null where it is not written.</summary>
    private JsonNode? Value(FieldSchema field, JsonNode? node, TypeSchema owner, string path)
    {
        var type = field.Type;
        var fieldPath = _onUnknown is null ? "" : path.Length == 0 ? field.Name : path + "." + field.Name;
        if (type.Type == SchemaType.Struct)
        {
            if (node is null)
            {
                node = !field.Pointer ? new JsonObject() : _defaults ? field.Default : null;
                if (node is null)
                {
                    return null;
                }
            }

            return node is JsonObject members ? Struct(type, members, fieldPath) : throw Mismatch(node, type, owner);
        }

        var value = node is null ? null : Plain(type, node, owner, fieldPath);
        if (value is not null && !field.Pointer && IsZero(type, value, field.AlwaysWritten))
        {
            value = null;
        }

        if (value is null && _defaults && field.Default is not null)
        {
            return field.Default.DeepClone();
        }

        return value;
    }

    private static bool IsZero(TypeSchema type, JsonNode value, bool alwaysWritten) => type.Type switch
    {
        SchemaType.List => !alwaysWritten && ((JsonArray)value).Count == 0,
        SchemaType.Map => !alwaysWritten && ((JsonObject)value).Count == 0,
        SchemaType.String or SchemaType.Bytes => value.AsText()?.Length == 0,
        SchemaType.Int32 or SchemaType.Int64 or SchemaType.IntOrString => value.AsLong() == 0 && value.AsText() is null,
        SchemaType.Float => value is JsonValue number && ((number.TryGetValue<double>(out var real) && real == 0) || value.AsLong() == 0),
        SchemaType.Bool => value is JsonValue flag && flag.TryGetValue<bool>(out var set) && !set,
        _ => false,
    };

    private JsonNode? Element(TypeSchema type, JsonNode? node, TypeSchema owner, string path)
    {
        if (type.Type == SchemaType.Struct)
        {
            return node switch
            {
                null => Struct(type, [], path),
                JsonObject members => Struct(type, members, path),
                _ => throw Mismatch(node, type, owner),
            };
        }

        return node is null ? ZeroElement(type) : Plain(type, node, owner, path);
    }

    private static JsonValue? ZeroElement(TypeSchema type) => type.Type switch
    {
        SchemaType.String or SchemaType.Bytes => JsonValue.Create(""),
        SchemaType.Int32 or SchemaType.Int64 => JsonValue.Create(0L),
        SchemaType.Quantity => JsonValue.Create("0"),
        _ => null,
    };

    private JsonNode Plain(TypeSchema type, JsonNode node, TypeSchema owner, string path)
    {
        switch (type.Type)
        {
            case SchemaType.List:
                return List(type, node, owner, path);
            case SchemaType.Map:
                return Map(type, node, owner, path);
            case SchemaType.String:
                return node.AsText() is { } text ? JsonValue.Create(text) : throw Mismatch(node, type, owner);
            case SchemaType.Bool:
                return node is JsonValue flag && flag.TryGetValue<bool>(out var set) ? JsonValue.Create(set) : throw Mismatch(node, type, owner);
            case SchemaType.Int32:
            case SchemaType.Int64:
                return Integer(type, node, owner);
            case SchemaType.Float:
                return node.GetValueKind() == System.Text.Json.JsonValueKind.Number ? node.DeepClone() : throw Mismatch(node, type, owner);
            default:
                return ScalarFormats.Read(type.Type, node);
        }
    }

    private JsonArray List(TypeSchema type, JsonNode node, TypeSchema owner, string path)
    {
        if (node is not JsonArray items)
        {
            throw Mismatch(node, type, owner);
        }

        var list = new JsonArray();
        for (var i = 0; i < items.Count; i++)
        {
            var itemPath = _onUnknown is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]");
            list.Add(Element(type.Element!, items[i], owner, itemPath));
        }

        return list;
    }

    private JsonObject Map(TypeSchema type, JsonNode node, TypeSchema owner, string path)
    {
        if (node is not JsonObject members)
        {
            throw Mismatch(node, type, owner);
        }

        var map = new JsonObject();
        foreach (var name in Ordered(members))
        {
            map[name] = Element(type.Element!, members[name], owner, _onUnknown is null ? "" : path + "." + name);
        }

        return map;
    }

    private static string[] Ordered(JsonObject members)
    {
        var names = new string[members.Count];
        ((IDictionary<string, JsonNode?>)members).Keys.CopyTo(names, 0);
        Array.Sort(names, StringComparer.Ordinal);
        return names;
    }

    private JsonValue Integer(TypeSchema type, JsonNode node, TypeSchema owner)
    {
        if (node.AsLong() is { } number && (type.Type == SchemaType.Int64 || number is >= int.MinValue and <= int.MaxValue))
        {
            return JsonValue.Create(number);
        }

        throw Mismatch(node, type, owner);
    }

    private DecodeException Mismatch(JsonNode node, TypeSchema type, TypeSchema owner)
    {
        var found = node switch
        {
            JsonObject => "object",
            JsonArray => "array",
            _ => node.GetValueKind() switch
            {
                System.Text.Json.JsonValueKind.String => "string",
                System.Text.Json.JsonValueKind.Number when type.Type is SchemaType.Int32 or SchemaType.Int64 => "number " + node.ToJsonString(),
                System.Text.Json.JsonValueKind.Number => "number",
                _ => "bool",
            },
        };
        return new DecodeException(
            $"json: cannot unmarshal {found} into Go struct field {owner.ShortName}.{string.Join('.', _fields)} of type {type.GoName}");
    }
}
