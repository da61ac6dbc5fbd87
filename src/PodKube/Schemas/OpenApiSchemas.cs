using System.Text.Json;
using PodKube.Client.Resources;

namespace PodKube.Schemas;

/// <summary>The schemas of one group and version, from the server's OpenAPI v3 document.</summary>
/// <remarks>https://kubernetes.io/docs/concepts/overview/kubernetes-api/#openapi-v3</remarks>
internal sealed class OpenApiSchemas(JsonElement document)
{
    private const string ReferencePrefix = "#/components/schemas/";

    private readonly JsonElement _schemas = Child(Child(document, "components"), "schemas");

    /// <summary>The path of the document that has a kind.</summary>
    public static string PathOf(ApiResource resource) => resource.Group.Length == 0 ? $"/openapi/v3/api/{resource.Version}" : $"/openapi/v3/apis/{resource.ApiVersion}";

    /// <summary>The schema of a kind; null when the document has none.</summary>
    public JsonElement? Find(ApiResource resource)
    {
        if (_schemas.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        JsonElement found = _schemas.EnumerateObject().Select(static p => p.Value).FirstOrDefault(s => Names(s, resource));
        return found.ValueKind == JsonValueKind.Object ? found : null;
    }

    /// <summary>The fields below a schema: of an array those of its items, of a map those of its values.</summary>
    public IEnumerable<(string Name, JsonElement Schema, bool Required)> FieldsOf(JsonElement schema)
    {
        JsonElement target = Follow(schema);
        if (Child(target, "items") is { ValueKind: JsonValueKind.Object } items)
        {
            return FieldsOf(items);
        }

        if (Child(target, "additionalProperties") is { ValueKind: JsonValueKind.Object } values)
        {
            return FieldsOf(values);
        }

        HashSet<string> required = Child(target, "required") is { ValueKind: JsonValueKind.Array } names ? [.. names.EnumerateArray().Select(static n => n.GetString()!)] : [];
        return Child(target, "properties") is { ValueKind: JsonValueKind.Object } properties
            ? properties.EnumerateObject().Select(p => (p.Name, p.Value, required.Contains(p.Name)))
            : [];
    }

    public static string TypeOf(JsonElement schema)
    {
        if (Reference(schema) is { } name)
        {
            return name[(name.LastIndexOf('.') + 1)..];
        }

        if (Child(schema, "items") is { ValueKind: JsonValueKind.Object } items)
        {
            return "[]" + TypeOf(items);
        }

        if (Child(schema, "additionalProperties") is { ValueKind: JsonValueKind.Object } values)
        {
            return $"map[string]{TypeOf(values)}";
        }

        return Text(schema, "type") ?? (Child(schema, "x-kubernetes-int-or-string").ValueKind == JsonValueKind.True ? "IntOrString" : "Object");
    }

    /// <summary>The named schema that a field is made of, in arrays and maps too; null where its schema has no name.</summary>
    public static string? ComponentOf(JsonElement schema)
    {
        if (Reference(schema) is { } name)
        {
            return name;
        }

        JsonElement element = Child(schema, "items") is { ValueKind: JsonValueKind.Object } items ? items : Child(schema, "additionalProperties");
        return element.ValueKind == JsonValueKind.Object ? ComponentOf(element) : null;
    }

    /// <summary>What a field means: its own words, else those of its type.</summary>
    public string DescriptionOf(JsonElement schema) => Text(schema, "description") ?? Text(Follow(schema), "description") ?? "";

    public static string? DefaultOf(JsonElement schema) =>
        Child(schema, "default") is { ValueKind: not JsonValueKind.Undefined } value && value.GetRawText() is not "{}" and string text ? text : null;

    public IEnumerable<string> ValuesOf(JsonElement schema) => Child(Follow(schema), "enum") is { ValueKind: JsonValueKind.Array } values
        ? values.EnumerateArray().Select(static v => v.ValueKind == JsonValueKind.String ? v.GetString()! : v.GetRawText())
        : [];

    /// <summary>The schema that a reference leads to; any other schema is itself.</summary>
    private JsonElement Follow(JsonElement schema) => Reference(schema) is { } name ? Follow(Child(_schemas, name)) : schema;

    // A field with words of its own refers to its type by an allOf of one.
    private static string? Reference(JsonElement schema)
    {
        string? reference = Text(schema, "$ref")
            ?? (Child(schema, "allOf") is { ValueKind: JsonValueKind.Array } all && all.GetArrayLength() == 1 ? Text(all[0], "$ref") : null);
        return reference?.StartsWith(ReferencePrefix, StringComparison.Ordinal) == true ? reference[ReferencePrefix.Length..] : null;
    }

    private static bool Names(JsonElement schema, ApiResource resource) =>
        Child(schema, "x-kubernetes-group-version-kind") is { ValueKind: JsonValueKind.Array } kinds
        && kinds.EnumerateArray().Any(k =>
            Text(k, "kind") == resource.Kind && Text(k, "version") == resource.Version && (Text(k, "group") ?? "") == resource.Group);

    private static JsonElement Child(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out JsonElement child) ? child : default;

    private static string? Text(JsonElement parent, string name) =>
        Child(parent, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
