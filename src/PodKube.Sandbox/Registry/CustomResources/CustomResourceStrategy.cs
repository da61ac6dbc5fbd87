using System.Text.Json.Nodes;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Registry.CustomResources;

/// <summary>Custom resources: validated by their definition's schema.</summary>
internal sealed class CustomResourceStrategy(JsonObject? schema, string? specReplicasPath, IReadOnlyList<string> selectable) : KindStrategy
{
    public override bool AllowUnconditionalUpdate => false;

    public override IReadOnlyDictionary<string, Func<JsonObject, string>> SelectableFields { get; } = selectable.ToDictionary(
        path => path.TrimStart('.'), path => (Func<JsonObject, string>)(obj => Text(JsonPathExpression.Parse(path).First(obj))));

    public override void Validate(JsonObject obj, FieldErrors errors)
    {
        if (schema is not null)
        {
            new StructuralValidator(errors).Validate(schema, obj, "");
        }

        if (specReplicasPath is not null && JsonPathExpression.Parse(specReplicasPath).First(obj) is { } replicas && replicas.AsLong() is null)
        {
            var type = replicas.AsText() is not null ? "string" : replicas is JsonObject ? "map[string]interface {}" : "bool";
            errors.InvalidText(specReplicasPath, "0", $"{specReplicasPath} accessor error: {Text(replicas)} is of the type {type}, expected int64");
        }
    }

    private static string Text(JsonNode? node) => node is null ? "" : node.AsText() ?? JsonText.WriteString(node);
}
