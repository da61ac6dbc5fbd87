using System.Globalization;
using System.Text.Json.Nodes;
using PodKube.Sandbox.Schemas;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Registry.CustomResources;

/// <summary>Prunes custom resources by their schema and fills in its defaults. Values of a wrong type stay: validation tells of them.</summary>
internal sealed class StructuralDecoder
{
    private readonly Action<string>? _onUnknown;

    private StructuralDecoder(Action<string>? onUnknown)
    {
        _onUnknown = onUnknown;
    }

    /// <exception cref="DecodeException">metadata does not fit its type.</exception>
    public static JsonObject Decode(TypeSchema schema, JsonObject input, Action<string>? onUnknown)
    {
        var decoder = new StructuralDecoder(onUnknown);
        var result = new JsonObject();
        foreach (var name in (ReadOnlySpan<string>)["apiVersion", "kind"])
        {
            if (input[name] is { } value)
            {
                result[name] = value.DeepClone();
            }
        }

        var metadata = input["metadata"] as JsonObject ?? [];
        result["metadata"] = TypedDecoder.Decode(
            SchemaLibrary.Shared.ObjectMeta, metadata, defaults: false, onUnknown is null ? null : path => onUnknown("metadata." + path));
        var rest = new JsonObject();
        foreach (var (name, value) in input)
        {
            if (name is not ("apiVersion" or "kind" or "metadata"))
            {
                rest[name] = value?.DeepClone();
            }
        }

        foreach (var (name, value) in decoder.Members(schema, rest, "").ToList())
        {
            result[name] = value?.DeepClone();
        }

        return result;
    }

    private JsonNode? Visit(TypeSchema type, JsonNode? node, string path)
    {
        switch (node)
        {
            case JsonObject members when type.Type == SchemaType.Struct:
                return Members(type, members, path);
            case JsonObject members when type.Type == SchemaType.Map:
                var map = new JsonObject();
                foreach (var (name, value) in members)
                {
                    map[name] = Visit(type.Element!, value, path + "." + name);
                }

                return map;
            case JsonArray items when type.Type == SchemaType.List:
                var list = new JsonArray();
                for (var i = 0; i < items.Count; i++)
                {
                    list.Add(Visit(type.Element!, items[i], string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]")));
                }

                return list;
            default:
                return node?.DeepClone();
        }
    }

    private JsonObject Members(TypeSchema type, JsonObject members, string path)
    {
        var result = new JsonObject();
        foreach (var (name, value) in members)
        {
            var memberPath = path.Length == 0 ? name : path + "." + name;
            if (type.Find(name) is not { } field)
            {
                if (type.KeepsUnknown)
                {
                    result[name] = value?.DeepClone();
                }
                else
                {
                    _onUnknown?.Invoke(memberPath);
                }
            }
            else if (value is not null || field.Type.Nullable || field.Default is null)
            {
                result[name] = Visit(field.Type, value, memberPath);
            }
        }

        foreach (var field in type.Fields)
        {
            if (field.Default is not null && !result.ContainsKey(field.Name))
            {
                result[field.Name] = Visit(field.Type, field.Default, path);
            }
        }

        return result;
    }
}
