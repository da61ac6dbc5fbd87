using System.Text.Json.Nodes;
using PodKube.Sandbox.Schemas;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Registry.CustomResources;

/// <summary>Turns the openAPIV3Schema of a CustomResourceDefinition into the schema model that everything else works with.</summary>
internal static class StructuralSchema
{
    /// <summary>The schema of the whole object: its own kind, apiVersion and metadata, and what the definition says of the rest.</summary>
    public static TypeSchema Convert(string kind, JsonObject? openApi) =>
        openApi is null ? SchemaLibrary.Shared.Untyped : new TypeSchema(SchemaType.Struct, "unstructured." + kind, () => RootFields(openApi))
        {
            KeepsUnknown = openApi.GetBool("x-kubernetes-preserve-unknown-fields") == true,
        };

    private static List<FieldSchema> RootFields(JsonObject openApi)
    {
        var fields = new List<FieldSchema>
        {
            new() { Name = "apiVersion", Type = TypeSchema.String },
            new() { Name = "kind", Type = TypeSchema.String },
            new() { Name = "metadata", Type = SchemaLibrary.Shared.ObjectMeta },
        };
        fields.AddRange(Fields(openApi).Where(field => field.Name is not ("apiVersion" or "kind" or "metadata")));
        return fields;
    }

    private static List<FieldSchema> Fields(JsonObject openApi)
    {
        var fields = new List<FieldSchema>();
        foreach (var (name, node) in openApi.GetObject("properties") ?? [])
        {
            var property = node as JsonObject ?? [];
            fields.Add(new FieldSchema { Name = name, Type = Type(property), Default = property["default"], Pointer = true });
        }

        return fields;
    }

    private static TypeSchema Type(JsonObject openApi)
    {
        if (openApi.GetBool("x-kubernetes-int-or-string") == true)
        {
            return new TypeSchema(SchemaType.IntOrString, "intstr") { Nullable = IsNullable(openApi) };
        }

        var atomic = openApi.GetText("x-kubernetes-map-type") == "atomic";
        var keeps = openApi.GetBool("x-kubernetes-preserve-unknown-fields") == true || openApi.GetBool("x-kubernetes-embedded-resource") == true;
        switch (openApi.GetText("type"))
        {
            case "object" when openApi["additionalProperties"] is JsonObject values && openApi.GetObject("properties") is null:
                return new TypeSchema(SchemaType.Map, "map") { Element = Type(values), Atomic = atomic, Nullable = IsNullable(openApi) };
            case "object" when openApi["additionalProperties"] is JsonValue:
                return new TypeSchema(SchemaType.Map, "map") { Element = TypeSchema.Any, Atomic = atomic, Nullable = IsNullable(openApi) };
            case "object":
                return new TypeSchema(SchemaType.Struct, "object", () => Fields(openApi)) { Atomic = atomic, KeepsUnknown = keeps, Nullable = IsNullable(openApi) };
            case "array":
                return List(openApi);
            case "string":
                return new TypeSchema(SchemaType.String, "string") { Nullable = IsNullable(openApi) };
            case "integer":
                return new TypeSchema(SchemaType.Int64, "integer") { Nullable = IsNullable(openApi) };
            case "number":
                return new TypeSchema(SchemaType.Float, "number") { Nullable = IsNullable(openApi) };
            case "boolean":
                return new TypeSchema(SchemaType.Bool, "boolean") { Nullable = IsNullable(openApi) };
            default:
                return TypeSchema.Any;
        }
    }

    private static TypeSchema List(JsonObject openApi) => new(SchemaType.List, "array")
    {
        Element = Type(openApi.GetObject("items") ?? []),
        List = openApi.GetText("x-kubernetes-list-type") switch
        {
            "map" => ListShape.Map,
            "set" => ListShape.Set,
            _ => ListShape.Atomic,
        },
        Keys = [.. openApi.GetArray("x-kubernetes-list-map-keys").Texts()],
        Nullable = IsNullable(openApi),
    };

    private static bool IsNullable(JsonObject openApi) => openApi.GetBool("nullable") == true;
}
