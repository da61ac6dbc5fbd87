using System.Text.Json;
using PodKube.Client.Resources;

namespace PodKube.Client.Watch;

/// <summary>A condition in <c>status.conditions</c>.</summary>
internal sealed class StatusCondition(string type, string status) : WaitCondition
{
    public override string Description => status.Equals("True", StringComparison.OrdinalIgnoreCase) ? type : $"{type}={status}";

    public override bool IsMet(KubeObject? item) =>
        Parse(item) is { } root && IsCurrent(root) && Find(root) is { } condition && Same(Text(condition, "status"), status);

    public override string Explain(KubeObject? item)
    {
        if (Parse(item) is not { } root)
        {
            return base.Explain(item);
        }

        if (Find(root) is not { } condition)
        {
            return $"it has no condition {type}";
        }

        string detail = string.Join(": ", new[] { Text(condition, "reason"), Text(condition, "message") }.Where(t => t.Length > 0));
        string stale = IsCurrent(root) ? "" : ", and its status is older than its spec";
        return $"condition {type} is {Text(condition, "status")}{(detail.Length > 0 ? $" ({detail})" : "")}{stale}";
    }

    // A status of an older generation says nothing about the spec that is there now; kubectl wait looks at it the same way.
    private bool IsCurrent(JsonElement root)
    {
        long? generation = Number(Child(root, "metadata"), "generation");
        long? observed = Find(root) is { } condition ? Number(condition, "observedGeneration") : null;
        observed ??= Number(Child(root, "status"), "observedGeneration");
        return generation is null || observed is null || observed >= generation;
    }

    private JsonElement? Find(JsonElement root)
    {
        if (Child(Child(root, "status"), "conditions") is { ValueKind: JsonValueKind.Array } conditions)
        {
            foreach (JsonElement condition in conditions.EnumerateArray())
            {
                if (Same(Text(condition, "type"), type))
                {
                    return condition;
                }
            }
        }

        return null;
    }

    private static bool Same(string left, string right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);

    private static JsonElement Child(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out JsonElement child) ? child : default;

    private static string Text(JsonElement parent, string name) =>
        Child(parent, name) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "";

    private static long? Number(JsonElement parent, string name) =>
        Child(parent, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out long value) ? value : null;
}
