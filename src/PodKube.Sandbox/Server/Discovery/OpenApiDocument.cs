using System.Text.Json.Nodes;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Schemas;

namespace PodKube.Sandbox.Server.Discovery;

/// <summary>One OpenAPI v3 document: the kinds of a group version, their schemas, and the operations that clients look parameters up in.</summary>
internal sealed class OpenApiDocument
{
    private readonly JsonObject _schemas = [];

    private OpenApiDocument()
    {
    }

    public static JsonObject Build(string path, IEnumerable<ResourceKind> kinds)
    {
        var document = new OpenApiDocument();
        var paths = new JsonObject();
        foreach (var kind in kinds)
        {
            document.AddKind(kind);
            AddPaths(paths, path, kind);
        }

        return new JsonObject
        {
            ["openapi"] = "3.0.0",
            ["info"] = new JsonObject { ["title"] = "Kubernetes", ["version"] = ServerVersion.GitVersion },
            ["paths"] = paths,
            ["components"] = new JsonObject { ["schemas"] = document._schemas },
        };
    }

    private static string NameOf(ResourceKind kind) =>
        (kind.Group.Length == 0 ? "io.k8s.api.core" : "io.k8s.api." + kind.Group) + "." + kind.Version + "." + kind.Kind;

    private static JsonObject Reference(string name) => new() { ["$ref"] = "#/components/schemas/" + name };

    private static JsonObject GroupVersionKind(ResourceKind kind) =>
        new() { ["group"] = kind.Group, ["kind"] = kind.Kind, ["version"] = kind.Version };

    private void AddKind(ResourceKind kind)
    {
        var schema = kind.DefinedSchema is { } defined ? Custom(defined) : Struct(kind.Schema);
        schema["x-kubernetes-group-version-kind"] = new JsonArray(GroupVersionKind(kind));
        _schemas[NameOf(kind)] = schema;
    }

    // The objects within a custom resource have no names of their own, so they stay where the definition has them.
    private JsonObject Custom(JsonObject defined)
    {
        var schema = (JsonObject)defined.DeepClone();
        var properties = new JsonObject
        {
            ["apiVersion"] = new JsonObject { ["type"] = "string" },
            ["kind"] = new JsonObject { ["type"] = "string" },
            ["metadata"] = Type(SchemaLibrary.Shared.ObjectMeta),
        };
        foreach (var (name, property) in defined["properties"] as JsonObject ?? [])
        {
            properties.TryAdd(name, property?.DeepClone());
        }

        schema["properties"] = properties;
        SortProperties(schema);
        return schema;
    }

    // The definition has its fields in a map, so that no order is left of what its author wrote.
    private static void SortProperties(JsonNode? node)
    {
        if (node is JsonArray items)
        {
            foreach (var item in items)
            {
                SortProperties(item);
            }
        }
        else if (node is JsonObject schema)
        {
            if (schema["properties"] is JsonObject properties)
            {
                var members = properties.OrderBy(member => member.Key, StringComparer.Ordinal).ToList();
                properties.Clear();
                members.ForEach(member => properties[member.Key] = member.Value);
            }

            foreach (var (_, member) in schema)
            {
                SortProperties(member);
            }
        }
    }

    private static void AddPaths(JsonObject paths, string root, ResourceKind kind)
    {
        if (!kind.IsStored)
        {
            return;
        }

        var collection = $"/{root}/{(kind.Namespaced ? "namespaces/{namespace}/" : "")}{kind.Plural}";
        paths[collection] = new JsonObject
        {
            ["get"] = Operation(kind, "list", []),
            ["post"] = Operation(kind, "post", ["dryRun", "fieldManager", "fieldValidation"]),
        };
        paths[collection + "/{name}"] = new JsonObject
        {
            ["get"] = Operation(kind, "get", []),
            ["put"] = Operation(kind, "put", ["dryRun", "fieldManager", "fieldValidation"]),
            ["patch"] = Operation(kind, "patch", ["dryRun", "fieldManager", "fieldValidation", "force"]),
            ["delete"] = Operation(kind, "delete", ["dryRun", "gracePeriodSeconds", "propagationPolicy"]),
        };
    }

    private static JsonObject Operation(ResourceKind kind, string action, IEnumerable<string> parameters) => new()
    {
        ["operationId"] = action + kind.Kind,
        ["parameters"] = new JsonArray([.. parameters.Select(name => (JsonNode)new JsonObject
        {
            ["name"] = name,
            ["in"] = "query",
            ["schema"] = new JsonObject { ["type"] = name == "force" ? "boolean" : name == "gracePeriodSeconds" ? "integer" : "string" },
        })]),
        ["responses"] = new JsonObject
        {
            ["200"] = new JsonObject
            {
                ["description"] = "OK",
                ["content"] = new JsonObject { ["application/json"] = new JsonObject { ["schema"] = Reference(NameOf(kind)) } },
            },
        },
        ["x-kubernetes-action"] = action,
        ["x-kubernetes-group-version-kind"] = GroupVersionKind(kind),
    };

    private JsonObject Struct(TypeSchema schema)
    {
        var properties = new JsonObject();
        var required = new JsonArray();
        foreach (var field in schema.Fields)
        {
            var property = Type(field.Type);
            if (field.Default is not null && !property.ContainsKey("allOf"))
            {
                property["default"] = field.Default.DeepClone();
            }

            if (field.PatchMerges)
            {
                property["x-kubernetes-patch-strategy"] = field.PatchRetainsKeys ? "merge,retainKeys" : "merge";
                if (field.PatchMergeKey is not null)
                {
                    property["x-kubernetes-patch-merge-key"] = field.PatchMergeKey;
                }
            }

            properties[field.Name] = property;
            if (field.AlwaysWritten)
            {
                required.Add((JsonNode)field.Name);
            }
        }

        var result = new JsonObject { ["type"] = "object" };
        if (properties.Count > 0)
        {
            result["properties"] = properties;
        }

        if (required.Count > 0)
        {
            result["required"] = required;
        }

        if (schema.Atomic)
        {
            result["x-kubernetes-map-type"] = "atomic";
        }

        if (schema.KeepsUnknown)
        {
            result["x-kubernetes-preserve-unknown-fields"] = true;
        }

        return result;
    }

    private JsonObject Type(TypeSchema type)
    {
        switch (type.Type)
        {
            case SchemaType.Struct:
                return new JsonObject { ["allOf"] = new JsonArray(Reference(Component(type))), ["default"] = new JsonObject() };
            case SchemaType.Map:
                return new JsonObject { ["type"] = "object", ["additionalProperties"] = Type(type.Element!) };
            case SchemaType.List:
                return List(type);
            case SchemaType.String:
                var text = new JsonObject { ["type"] = "string" };
                if (type.Values.Count > 0)
                {
                    text["enum"] = new JsonArray([.. type.Values.Order(StringComparer.Ordinal).Select(value => (JsonNode)value)]);
                }

                return text;
            default:
                return Scalar(type.Type);
        }
    }

    private JsonObject List(TypeSchema type)
    {
        var list = new JsonObject { ["type"] = "array", ["items"] = Type(type.Element!) };
        list["x-kubernetes-list-type"] = type.List switch
        {
            ListShape.Map => "map",
            ListShape.Set => "set",
            _ => "atomic",
        };
        if (type.List == ListShape.Map)
        {
            list["x-kubernetes-list-map-keys"] = new JsonArray([.. type.Keys.Select(key => (JsonNode)key)]);
        }

        return list;
    }

    private static JsonObject Scalar(SchemaType type) => type switch
    {
        SchemaType.Int32 => new JsonObject { ["type"] = "integer", ["format"] = "int32" },
        SchemaType.Int64 => new JsonObject { ["type"] = "integer", ["format"] = "int64" },
        SchemaType.Bool => new JsonObject { ["type"] = "boolean" },
        SchemaType.Float => new JsonObject { ["type"] = "number", ["format"] = "double" },
        SchemaType.IntOrString => new JsonObject { ["type"] = "string", ["format"] = "int-or-string" },
        SchemaType.Time or SchemaType.MicroTime => new JsonObject { ["type"] = "string", ["format"] = "date-time" },
        SchemaType.Bytes => new JsonObject { ["type"] = "string", ["format"] = "byte" },
        SchemaType.Any => new JsonObject { ["type"] = "object" },
        _ => new JsonObject { ["type"] = "string" },
    };

    /// <summary>The component of a struct type, added where it is new.</summary>
    private string Component(TypeSchema type)
    {
        var name = "io.k8s." + type.GoName;
        if (!_schemas.ContainsKey(name))
        {
            // Reserved first: types may contain themselves.
            _schemas[name] = new JsonObject();
            _schemas[name] = Struct(type);
        }

        return name;
    }
}
