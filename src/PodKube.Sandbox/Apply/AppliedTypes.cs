using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using PodKube.Sandbox.Access;
using PodKube.Sandbox.Schemas;

namespace PodKube.Sandbox.Apply;

/// <summary>
/// Checks an applied configuration against its schema, as structured-merge-diff does before it merges: unknown fields and values of another type are
/// errors there, whatever the request's fieldValidation says. Times, quantities and what may be a number or a text have no type to it.
/// </summary>
internal sealed class AppliedTypes
{
    private readonly List<string> _errors = [];

    /// <summary>What is wrong, in the server's words; null where nothing is.</summary>
    public static string? FindError(TypeSchema schema, JsonObject configuration)
    {
        var check = new AppliedTypes();
        check.Visit(schema, configuration, "");
        return check._errors.Count switch
        {
            0 => null,
            1 => check._errors[0],
            _ => "errors:" + string.Concat(check._errors.Select(error => "\n  " + error)),
        };
    }

    private void Visit(TypeSchema type, JsonNode? value, string path)
    {
        if (value is null)
        {
            return;
        }

        switch (type.Type)
        {
            case SchemaType.Struct or SchemaType.Map:
                VisitMembers(type, value, path);
                break;
            case SchemaType.List:
                VisitElements(type, value, path);
                break;
            case SchemaType.String or SchemaType.Bytes or SchemaType.Duration when value.GetValueKind() != JsonValueKind.String:
                Add(path, "expected string, got &value.valueUnstructured{Value:" + GoValue.Syntax(value) + "}");
                break;
            case SchemaType.Int32 or SchemaType.Int64 or SchemaType.Float when value.GetValueKind() != JsonValueKind.Number:
                Add(path, "expected numeric (int or float), got " + GoValue.TypeName(value));
                break;
            case SchemaType.Bool when value.GetValueKind() is not (JsonValueKind.True or JsonValueKind.False):
                Add(path, $"expected boolean, got &{{{GoValue.Plain(value)}}}");
                break;
        }
    }

    private void VisitMembers(TypeSchema type, JsonNode value, string path)
    {
        if (value is not JsonObject members)
        {
            Add(path, $"expected map, got &{{{GoValue.Plain(value)}}}");
            return;
        }

        foreach (var (name, member) in members)
        {
            if (type.Type == SchemaType.Struct && !TypedMembers.IsNamed(type, name) && !type.KeepsUnknown)
            {
                // The first unknown field ends the walk through its object.
                Add($"{path}.{name}", "field not declared in schema");
                return;
            }

            Visit(TypedMembers.TypeOf(type, name), member, $"{path}.{name}");
        }
    }

    private void VisitElements(TypeSchema type, JsonNode value, string path)
    {
        if (value is not JsonArray items)
        {
            Add(path, $"expected list, got &{{{GoValue.Plain(value)}}}");
            return;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < items.Count; index++)
        {
            if (type.List == ListShape.Map && items[index] is not JsonObject)
            {
                var what = items[index] is null ? "a null element" : "non-map elements";
                Add(path, string.Create(CultureInfo.InvariantCulture, $"element {index}: associative list with keys may not have {what}"));
                return;
            }

            var step = type.List == ListShape.Atomic
                ? string.Create(CultureInfo.InvariantCulture, $"[{index}]")
                : PathElements.Describe(PathElements.Of(type, items[index]));
            if (type.List != ListShape.Atomic && !seen.Add(step))
            {
                Add(path, "duplicate entries for key " + step);
            }

            Visit(type.Element!, items[index], path + step);
        }
    }

    private void Add(string path, string error) => _errors.Add($"{path}: {error}");
}
