using System.Text.Json.Nodes;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Registry.Strategies;

internal sealed class ConfigMapStrategy : KindStrategy
{
    private const int MaximumKey = 253;

    public override void Validate(JsonObject obj, FieldErrors errors)
    {
        var data = obj.GetObject("data");
        var binary = obj.GetObject("binaryData");
        ValidateKeys(data, "data", errors);
        ValidateKeys(binary, "binaryData", errors);
        foreach (var (key, _) in binary ?? [])
        {
            if (data?.ContainsKey(key) == true)
            {
                errors.Invalid($"data[{key}]", key, "duplicate of key present in binaryData");
            }
        }
    }

    public override void ValidateUpdate(JsonObject obj, JsonObject old, FieldErrors errors) => ValidateImmutable(obj, old, errors, "data", "binaryData");

    public static void ValidateKeys(JsonObject? data, string field, FieldErrors errors)
    {
        foreach (var (key, _) in data ?? [])
        {
            if (key.Length > MaximumKey)
            {
                errors.Invalid($"{field}[{key}]", key, $"must be no more than {MaximumKey} bytes");
            }

            if (!NameShapes.IsKey(key))
            {
                errors.Invalid(
                    $"{field}[{key}]",
                    key,
                    "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')");
            }
        }
    }

    public static void ValidateImmutable(JsonObject obj, JsonObject old, FieldErrors errors, params string[] fields)
    {
        if (old.GetBool("immutable") != true)
        {
            return;
        }

        if (obj.GetBool("immutable") != true)
        {
            errors.Forbidden("immutable", "field is immutable when `immutable` is set");
        }

        foreach (var field in fields)
        {
            if (!Apply.JsonEquality.Same(obj[field], old[field]))
            {
                errors.Forbidden(field, "field is immutable when `immutable` is set");
            }
        }
    }
}
