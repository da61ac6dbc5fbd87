using System.Text.Json.Nodes;
using PodKube.Sandbox.Registry.Strategies;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Registry.CustomResources;

internal sealed class CustomResourceDefinitionStrategy : KindStrategy
{
    public override bool KeepsGenerationOnDelete => true;

    public override bool MarksBeforeDelete => true;

    public override void SetDefaults(JsonObject obj)
    {
        var names = obj.GetObject("spec").GetObject("names");
        var kind = names.GetText("kind") ?? "";
        if (names is not null && kind.Length > 0)
        {
            names.SetDefault("singular", () => JsonValue.Create(kind.ToLowerInvariant()));
            names.SetDefault("listKind", () => JsonValue.Create(kind + "List"));
        }
    }

    public override void PrepareForCreate(JsonObject obj)
    {
        var storage = obj.GetObject("spec").GetArray("versions").Objects().FirstOrDefault(version => version.GetBool("storage") == true).GetText("name");
        obj.EnsureObject("status")["storedVersions"] = storage is null ? new JsonArray() : new JsonArray(storage);
    }

    public override void PrepareForDelete(JsonObject obj, TimeProvider time)
    {
        var metadata = obj.Metadata();
        metadata.Remove("deletionGracePeriodSeconds");
        var finalizers = metadata.EnsureArray("finalizers");
        if (!finalizers.Texts().Contains(CustomResourceDefinitions.CleanupFinalizer))
        {
            finalizers.Add((JsonNode)CustomResourceDefinitions.CleanupFinalizer);
        }

        CustomResourceDefinitions.SetCondition(
            obj.EnsureObject("status"),
            "Terminating",
            "InstanceDeletionPending",
            "CustomResourceDefinition marked for deletion; CustomResource deletion will begin soon",
            time);
    }

    public override void Validate(JsonObject obj, FieldErrors errors)
    {
        var spec = obj.GetObject("spec");
        var names = spec.GetObject("names");
        var expected = names.GetText("plural") + "." + spec.GetText("group");
        if (obj.Name() != expected)
        {
            errors.Invalid("metadata.name", obj.Name(), "must be spec.names.plural+\".\"+spec.group");
        }

        foreach (var field in (ReadOnlySpan<string>)["group", "scope"])
        {
            if (string.IsNullOrEmpty(spec.GetText(field)))
            {
                errors.Required("spec." + field);
            }
        }

        foreach (var field in (ReadOnlySpan<string>)["plural", "singular", "kind", "listKind"])
        {
            if (string.IsNullOrEmpty(names.GetText(field)))
            {
                errors.Required("spec.names." + field);
            }
        }

        PodRules.ValidateChoice(spec, "scope", "spec", errors, "Cluster", "Namespaced");
        ValidateVersions(spec.GetArray("versions"), errors);
    }

    private static void ValidateVersions(JsonArray? versions, FieldErrors errors)
    {
        var all = versions.Objects().ToList();
        if (all.Count(version => version.GetBool("storage") == true) != 1)
        {
            errors.Invalid("spec.versions", new JsonArray([.. all.Select(version => (JsonNode)(version.GetText("name") ?? ""))]), "must have exactly one version marked as storage version");
        }

        for (var i = 0; i < all.Count; i++)
        {
            if (all[i].GetObject("schema").GetObject("openAPIV3Schema") is not { } schema)
            {
                errors.Required($"spec.versions[{i}].schema.openAPIV3Schema", "schemas are required");
            }
            else if (schema.GetText("type") != "object")
            {
                errors.Invalid($"spec.versions[{i}].schema.openAPIV3Schema.type", schema["type"], "must be object at the root");
            }
        }
    }
}
