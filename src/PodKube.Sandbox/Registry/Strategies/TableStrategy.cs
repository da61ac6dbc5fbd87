using System.Text.Json.Nodes;

namespace PodKube.Sandbox.Registry.Strategies;

/// <summary>For kinds that are special only in the fields that selectors may use, or in defaults of their own.</summary>
internal sealed class TableStrategy(IReadOnlyDictionary<string, Func<JsonObject, string>>? fields = null, Action<JsonObject>? defaults = null) : KindStrategy
{
    public override IReadOnlyDictionary<string, Func<JsonObject, string>> SelectableFields { get; } =
        fields ?? new Dictionary<string, Func<JsonObject, string>>();

    public override void SetDefaults(JsonObject obj) => defaults?.Invoke(obj);
}
