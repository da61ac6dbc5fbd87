using System.Text.Json.Nodes;
using PodKube.Sandbox.Registry.CustomResources;
using PodKube.Sandbox.Schemas;
using PodKube.Sandbox.Server;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Registry;

/// <summary>Brings what a client sent into the form in which objects are stored: decoded, defaulted, its unknown fields reported or refused.</summary>
internal static class ObjectCodec
{
    /// <summary>Decodes an object of the kind. The input may share nodes with others and is left as it is.</summary>
    /// <exception cref="ApiStatusException">400: a value does not fit, or a field is unknown and the context is strict.</exception>
    public static JsonObject Decode(OperationContext context, ResourceKind kind, JsonObject input)
    {
        var obj = WithKind(Decode(context, kind.Schema, kind.Kind, kind.Version, input, kind.IsCustom), kind);
        kind.Strategy.SetDefaults(obj);
        return obj;
    }

    /// <summary>Decodes an object that is no resource of its own, such as the body of serviceaccounts/token.</summary>
    /// <exception cref="ApiStatusException">400, as for resources.</exception>
    public static JsonObject Decode(OperationContext context, TypeSchema schema, string kind, string version, JsonObject input, bool custom = false)
    {
        var problems = context.DuplicateFields.Select(path => $"duplicate field \"{path}\"").ToList();
        JsonObject obj;
        try
        {
            Action<string>? onUnknown = context.FieldValidation == FieldValidation.Ignore ? null : Unknown;
            obj = custom ? StructuralDecoder.Decode(schema, input, onUnknown) : TypedDecoder.Decode(schema, input, defaults: true, onUnknown);
        }
        catch (DecodeException failure)
        {
            throw CannotHandle(kind, version, failure.Message);
        }

        if (problems.Count > 0 && context.FieldValidation == FieldValidation.Strict)
        {
            throw CannotHandle(kind, version, "strict decoding error: " + string.Join(", ", problems));
        }

        if (context.FieldValidation == FieldValidation.Warn)
        {
            problems.ForEach(context.Warn);
        }

        return obj;

        void Unknown(string path) => problems.Add($"unknown field \"{path}\"");
    }

    /// <summary>Kind and apiVersion come first, whether or not the body had them: lists leave them out by that.</summary>
    private static JsonObject WithKind(JsonObject decoded, ResourceKind kind)
    {
        var obj = new JsonObject { ["kind"] = kind.Kind, ["apiVersion"] = kind.ApiVersion };
        foreach (var (name, value) in decoded.ToList())
        {
            decoded.Remove(name);
            if (name is not ("kind" or "apiVersion"))
            {
                obj[name] = value;
            }
        }

        return obj;
    }

    /// <summary>An object of the kind before anything is set: what a create is compared with.</summary>
    public static JsonObject Zero(ResourceKind kind) => kind.IsCustom
        ? new JsonObject { ["apiVersion"] = kind.ApiVersion, ["kind"] = kind.Kind, ["metadata"] = new JsonObject() }
        : TypedDecoder.Zero(kind.Schema);

    public static ApiStatusException CannotHandle(string kind, string version, string why) =>
        ApiErrors.BadRequest($"{kind} in version \"{version}\" cannot be handled as a {kind}: {why}");

    /// <summary>Sets status as it is on a new object.</summary>
    public static void ResetStatus(ResourceKind kind, JsonObject obj)
    {
        obj.Remove("status");
        if (!kind.IsCustom && kind.Schema.Find("status") is { Pointer: false } status)
        {
            obj["status"] = TypedDecoder.Decode(status.Type, [], defaults: true);
        }
    }
}
