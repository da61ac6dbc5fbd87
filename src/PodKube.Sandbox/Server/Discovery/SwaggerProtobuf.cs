using System.Text.Json.Nodes;
using PodKube.Sandbox.Server.Protobuf;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Server.Discovery;

/// <summary>
/// The OpenAPI v2 document in the form that client-go asks for, gnostic's openapi.v2.Document
/// (https://github.com/google/gnostic/blob/main/openapiv2/OpenAPIv2.proto, whose field numbers these are). Written is what <see cref="SwaggerDocument"/> has.
/// </summary>
internal static class SwaggerProtobuf
{
    public const string ContentType = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";

    private static readonly Dictionary<string, int> s_operations = new(StringComparer.Ordinal)
    {
        ["get"] = 2, ["put"] = 3, ["post"] = 4, ["delete"] = 5, ["options"] = 6, ["head"] = 7, ["patch"] = 8,
    };

    /// <summary>True for a media type by which clients of any age ask for this form.</summary>
    public static bool IsAskedFor(string accept) => accept.Contains("application/com.github.proto-openapi.spec.v2", StringComparison.Ordinal);

    public static ReadOnlyMemory<byte> Write(JsonObject document)
    {
        var writer = new WireWriter();
        writer.Text(1, document.GetText("swagger"));
        writer.Message(2, info => info.Text(1, document.GetObject("info").GetText("title")).Text(2, document.GetObject("info").GetText("version")));
        writer.Message(8, paths => Named(paths, 2, document.GetObject("paths"), PathItem));
        writer.Message(9, definitions => Named(definitions, 1, document.GetObject("definitions"), Schema));
        return writer.Written;
    }

    /// <summary>A map, written as messages of a name and a value.</summary>
    private static void Named(WireWriter writer, int field, JsonObject? map, Action<WireWriter, JsonObject> write)
    {
        foreach (var (name, node) in map ?? [])
        {
            if (node is JsonObject value)
            {
                writer.Message(field, entry => entry.Text(1, name).Message(2, inner => write(inner, value)));
            }
        }
    }

    private static void PathItem(WireWriter writer, JsonObject item)
    {
        foreach (var (name, node) in item)
        {
            if (node is JsonObject operation && s_operations.TryGetValue(name, out var field))
            {
                writer.Message(field, inner => Operation(inner, operation));
            }
        }
    }

    private static void Operation(WireWriter writer, JsonObject operation)
    {
        writer.Text(3, operation.GetText("description")).Text(5, operation.GetText("operationId"));
        foreach (var parameter in operation.GetArray("parameters").Objects().Where(parameter => parameter.GetText("in") == "query"))
        {
            // ParametersItem.parameter, Parameter.non_body_parameter, NonBodyParameter.query_parameter_sub_schema
            writer.Message(8, item => item.Message(1, any => any.Message(2, other => other.Message(3, query => Query(query, parameter)))));
        }

        writer.Message(9, responses => Named(responses, 1, operation.GetObject("responses"), static (code, value) => code.Message(1, response => Response(response, value))));
        Extensions(writer, 13, operation);
    }

    private static void Query(WireWriter writer, JsonObject parameter) => writer
        .Flag(1, parameter.GetBool("required") == true)
        .Text(2, "query")
        .Text(3, parameter.GetText("description"))
        .Text(4, parameter.GetText("name"))
        .Text(6, parameter.GetText("type"));

    private static void Response(WireWriter writer, JsonObject response)
    {
        writer.Text(1, response.GetText("description"));
        if (response.GetObject("schema") is { } schema)
        {
            writer.Message(2, item => item.Message(1, inner => Schema(inner, schema)));
        }
    }

    private static void Schema(WireWriter writer, JsonObject schema)
    {
        writer.Text(1, schema.GetText("$ref")).Text(2, schema.GetText("format")).Text(3, schema.GetText("title")).Text(4, schema.GetText("description"));
        if (schema["default"] is { } value)
        {
            writer.Message(5, any => Any(any, value));
        }

        foreach (var name in schema.GetArray("required").Texts())
        {
            writer.Text(19, name);
        }

        foreach (var allowed in schema.GetArray("enum") ?? [])
        {
            writer.Message(20, any => Any(any, allowed));
        }

        Parts(writer, schema);
        Extensions(writer, 31, schema);
    }

    private static void Parts(WireWriter writer, JsonObject schema)
    {
        switch (schema["additionalProperties"])
        {
            case JsonObject values:
                writer.Message(21, item => item.Message(1, inner => Schema(inner, values)));
                break;
            case JsonValue:
                writer.Message(21, item => item.Flag(2, schema.GetBool("additionalProperties") == true));
                break;
        }

        if (schema.GetText("type") is { } type)
        {
            writer.Message(22, item => item.Text(1, type));
        }

        if (schema.GetObject("items") is { } items)
        {
            writer.Message(23, item => item.Message(1, inner => Schema(inner, items)));
        }

        foreach (var part in schema.GetArray("allOf").Objects())
        {
            writer.Message(24, inner => Schema(inner, part));
        }

        if (schema.GetObject("properties") is { } properties)
        {
            writer.Message(25, map => Named(map, 1, properties, Schema));
        }
    }

    private static void Extensions(WireWriter writer, int field, JsonObject owner)
    {
        foreach (var (name, value) in owner)
        {
            if (name.StartsWith("x-", StringComparison.Ordinal))
            {
                writer.Message(field, named => named.Text(1, name).Message(2, any => Any(any, value)));
            }
        }
    }

    /// <summary>Any is kept as YAML, of which JSON is a part.</summary>
    private static void Any(WireWriter writer, JsonNode? value) => writer.Text(2, JsonText.WriteString(value));
}
