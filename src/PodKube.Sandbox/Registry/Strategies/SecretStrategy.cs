using System.Text;
using System.Text.Json.Nodes;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Registry.Strategies;

/// <summary>Secrets and config maps: data by key, immutable where they say so.</summary>
internal sealed class SecretStrategy : KindStrategy
{
    private const string TokenType = "kubernetes.io/service-account-token";

    private static readonly Dictionary<string, string[]> s_requiredKeys = new(StringComparer.Ordinal)
    {
        ["kubernetes.io/dockercfg"] = [".dockercfg"],
        ["kubernetes.io/dockerconfigjson"] = [".dockerconfigjson"],
        ["kubernetes.io/ssh-auth"] = ["ssh-privatekey"],
        ["kubernetes.io/tls"] = ["tls.crt", "tls.key"],
    };

    public override IReadOnlyDictionary<string, Func<JsonObject, string>> SelectableFields { get; } = new Dictionary<string, Func<JsonObject, string>>
    {
        ["type"] = secret => secret.GetText("type") ?? "",
    };

    /// <summary>stringData is a convenience of writing: it goes into data.</summary>
    public override void SetDefaults(JsonObject obj)
    {
        if (obj.GetObject("stringData") is not { } plain)
        {
            return;
        }

        var data = obj.EnsureObject("data");
        foreach (var (key, value) in plain.TextMembers())
        {
            data[key] = Convert.ToBase64String(Encoding.UTF8.GetBytes(value));
        }

        obj.Remove("stringData");
    }

    public override void Validate(JsonObject obj, FieldErrors errors)
    {
        var type = obj.GetText("type") ?? "";
        var data = obj.GetObject("data");
        ConfigMapStrategy.ValidateKeys(data, "data", errors);
        if (type == TokenType && string.IsNullOrEmpty(obj.Annotations().GetText("kubernetes.io/service-account.name")))
        {
            errors.Required("metadata.annotations[kubernetes.io/service-account.name]");
        }

        foreach (var key in s_requiredKeys.GetValueOrDefault(type, []))
        {
            if (data?.ContainsKey(key) != true)
            {
                errors.Required($"data[{key}]");
            }
        }
    }

    public override void ValidateUpdate(JsonObject obj, JsonObject old, FieldErrors errors)
    {
        if (obj.GetText("type") != old.GetText("type"))
        {
            errors.Invalid("type", obj["type"], "field is immutable");
        }

        ConfigMapStrategy.ValidateImmutable(obj, old, errors, "data");
    }
}
