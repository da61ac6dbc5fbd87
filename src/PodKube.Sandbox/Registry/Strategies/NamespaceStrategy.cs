using System.Text.Json.Nodes;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Registry.Strategies;

internal sealed class NamespaceStrategy : KindStrategy
{
    private const string NameLabel = "kubernetes.io/metadata.name";

    public override IReadOnlyDictionary<string, Func<JsonObject, string>> SelectableFields { get; } = new Dictionary<string, Func<JsonObject, string>>
    {
        ["status.phase"] = ns => ns.GetObject("status").GetText("phase") ?? "",
    };

    public override void SetDefaults(JsonObject obj)
    {
        if (obj.Name().Length > 0)
        {
            obj.Metadata().EnsureObject("labels")[NameLabel] = obj.Name();
        }
    }

    public override void PrepareForCreate(JsonObject obj)
    {
        var finalizers = obj.EnsureObject("spec").EnsureArray("finalizers");
        if (!finalizers.Texts().Contains("kubernetes"))
        {
            finalizers.Add((JsonNode)"kubernetes");
        }
    }

    /// <summary>spec.finalizers change through /finalize only, and nothing else does there.</summary>
    public override void PrepareForUpdate(JsonObject obj, JsonObject old, string subresource)
    {
        if (subresource != "finalize")
        {
            obj["spec"] = old["spec"]?.DeepClone() ?? new JsonObject();
        }

        obj.Metadata().EnsureObject("labels")[NameLabel] = obj.Name();
    }

    public override void PrepareForDelete(JsonObject obj, TimeProvider time)
    {
        obj.Metadata().Remove("deletionGracePeriodSeconds");
        obj.EnsureObject("status")["phase"] = "Terminating";
    }
}
