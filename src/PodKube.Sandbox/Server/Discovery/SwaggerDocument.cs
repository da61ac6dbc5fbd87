using System.Text.Json.Nodes;
using PodKube.Sandbox.Apply;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Server.Discovery;

/// <summary>The OpenAPI v2 document (Swagger 2.0): all group versions in one, turned from their v3 documents.</summary>
internal sealed class SwaggerDocument
{
    private const string Definitions = "#/definitions/";

    // Swagger 2.0 knows neither; kube-apiserver leaves them out as well.
    private static readonly HashSet<string> s_unknown = new(StringComparer.Ordinal) { "nullable", "oneOf", "anyOf", "not" };

    private readonly JsonObject _paths = [];
    private readonly JsonObject _definitions = [];

    private SwaggerDocument()
    {
    }

    /// <param name="documents">The v3 documents by their group version, such as <c>apps/v1</c>.</param>
    /// <param name="foreign">The v2 documents of extension servers, by their group version.</param>
    public static JsonObject Build(IEnumerable<KeyValuePair<string, JsonObject>> documents, JsonObject foreign)
    {
        var swagger = new SwaggerDocument();
        foreach (var (groupVersion, document) in documents)
        {
            swagger.Add(groupVersion, document.GetObject("components").GetObject("schemas"), document.GetObject("paths"));
        }

        foreach (var (groupVersion, document) in foreign)
        {
            swagger.Add(groupVersion, (document as JsonObject).GetObject("definitions"), (document as JsonObject).GetObject("paths"));
        }

        return new JsonObject
        {
            ["swagger"] = "2.0",
            ["info"] = new JsonObject { ["title"] = "Kubernetes", ["version"] = ServerVersion.GitVersion },
            ["paths"] = swagger._paths,
            ["definitions"] = swagger._definitions,
        };
    }

    private void Add(string groupVersion, JsonObject? schemas, JsonObject? paths)
    {
        schemas ??= [];
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, schema) in schemas)
        {
            names[name] = NameFor(groupVersion, name, schema);
        }

        foreach (var (name, schema) in schemas)
        {
            _definitions[names[name]] = Schema(schema, names);
        }

        foreach (var (path, item) in paths ?? [])
        {
            _paths[path] = PathItem(item as JsonObject, names);
        }
    }

    /// <summary>Types of two groups may have the same name in Go; the later one gets its group into its name.</summary>
    private string NameFor(string groupVersion, string name, JsonNode? schema)
    {
        var same = new Dictionary<string, string>(StringComparer.Ordinal);
        return _definitions[name] is not { } known || JsonEquality.Same(known, Schema(schema, same)) ? name : $"io.k8s.{groupVersion.Replace('/', '.')}.{name}";
    }

    private static JsonObject PathItem(JsonObject? item, Dictionary<string, string> names)
    {
        var result = new JsonObject();
        foreach (var (name, node) in item ?? [])
        {
            if (node is JsonObject operation)
            {
                result[name] = Operation(operation, names);
            }
        }

        return result;
    }

    private static JsonObject Operation(JsonObject operation, Dictionary<string, string> names)
    {
        var result = new JsonObject();
        foreach (var (name, node) in operation)
        {
            result[name] = name switch
            {
                "parameters" => new JsonArray([.. ((node as JsonArray).Objects()).Select(parameter => (JsonNode)Parameter(parameter, names))]),
                "responses" => Responses(node as JsonObject, names),
                _ => node?.DeepClone(),
            };
        }

        result.Remove("requestBody");
        return result;
    }

    /// <summary>What v3 says in a schema of its own, v2 says in the parameter.</summary>
    private static JsonObject Parameter(JsonObject parameter, Dictionary<string, string> names)
    {
        var result = (JsonObject)parameter.DeepClone();
        if (parameter.GetText("in") == "body")
        {
            result["schema"] = Schema(parameter["schema"], names);
            return result;
        }

        result.Remove("schema");
        foreach (var (name, node) in Schema(parameter["schema"], names) as JsonObject ?? [])
        {
            result[name] = node?.DeepClone();
        }

        return result;
    }

    private static JsonObject Responses(JsonObject? responses, Dictionary<string, string> names)
    {
        var result = new JsonObject();
        foreach (var (code, node) in responses ?? [])
        {
            var response = new JsonObject { ["description"] = (node as JsonObject).GetText("description") ?? "" };
            if ((node.At("content", "application/json", "schema") ?? node.At("schema")) is { } schema)
            {
                response["schema"] = Schema(schema, names);
            }

            result[code] = response;
        }

        return result;
    }

    /// <summary>A schema with its references turned, at any depth. A reference within allOf, where v3 hangs a default on it, stands alone in v2.</summary>
    private static JsonNode? Schema(JsonNode? schema, Dictionary<string, string> names)
    {
        if (schema is not JsonObject members)
        {
            return schema?.DeepClone();
        }

        var result = new JsonObject();
        if (members["allOf"] is JsonArray { Count: 1 } alone && (alone[0] as JsonObject).GetText("$ref") is { } target)
        {
            result["$ref"] = Reference(target, names);
            if (members.GetText("description") is { } description)
            {
                result["description"] = description;
            }

            return result;
        }

        foreach (var (name, node) in members)
        {
            if (!s_unknown.Contains(name))
            {
                result[name] = Member(name, node, names);
            }
        }

        return result;
    }

    private static JsonNode? Member(string name, JsonNode? node, Dictionary<string, string> names)
    {
        switch (name)
        {
            case "$ref" when node.AsText() is { } target:
                return Reference(target, names);
            case "items" or "additionalProperties":
                return Schema(node, names);
            case "properties":
                var properties = new JsonObject();
                foreach (var (property, schema) in node as JsonObject ?? [])
                {
                    properties[property] = Schema(schema, names);
                }

                return properties;
            case "allOf":
                return new JsonArray([.. (node as JsonArray).Objects().Select(schema => Schema(schema, names))]);
            default:
                return node?.DeepClone();
        }
    }

    private static string Reference(string target, Dictionary<string, string> names)
    {
        var name = target[(target.LastIndexOf('/') + 1)..];
        return Definitions + names.GetValueOrDefault(name, name);
    }
}
