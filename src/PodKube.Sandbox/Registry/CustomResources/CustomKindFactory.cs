using System.Text.Json.Nodes;
using PodKube.Sandbox.Registry.Conversions;
using PodKube.Sandbox.Server.Tables;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Registry.CustomResources;

/// <summary>Makes the kinds that a CustomResourceDefinition defines, one for each version that is served.</summary>
internal static class CustomKindFactory
{
    private static readonly string[] s_subresourceVerbs = ["get", "patch", "update"];

    public static List<ResourceKind> Create(JsonObject definition)
    {
        var spec = definition.GetObject("spec");
        var versions = spec.GetArray("versions").Objects().ToList();
        var storage = versions.Find(version => version.GetBool("storage") == true).GetText("name") ?? "";
        return [.. versions.Where(version => version.GetBool("served") == true).Select(version => Create(spec!, version, storage))];
    }

    private static ResourceKind Create(JsonObject spec, JsonObject version, string storage)
    {
        var names = spec.GetObject("names");
        var kind = names.GetText("kind") ?? "";
        var schema = version.GetObject("schema").GetObject("openAPIV3Schema");
        var scale = version.GetObject("subresources").GetObject("scale");
        var specReplicas = scale.GetText("specReplicasPath");
        return new ResourceKind
        {
            Group = spec.GetText("group") ?? "",
            Version = version.GetText("name") ?? "",
            Kind = kind,
            ListKind = names.GetText("listKind") ?? kind + "List",
            Plural = names.GetText("plural") ?? "",
            Singular = names.GetText("singular") ?? "",
            Namespaced = spec.GetText("scope") == "Namespaced",
            ShortNames = [.. names.GetArray("shortNames").Texts()],
            Categories = [.. names.GetArray("categories").Texts()],
            IsCustom = true,
            HasGeneration = true,
            StorageVersion = storage,
            Conversion = BuiltInConversions.OfCustom(
                spec.GetText("group") ?? "", version.GetText("name") ?? "", storage, names.GetText("plural") + "." + spec.GetText("group")),
            Deprecation = version.GetBool("deprecated") != true
                ? null
                : version.GetText("deprecationWarning") ?? $"{spec.GetText("group")}/{version.GetText("name")} {kind} is deprecated",
            Subresources = Subresources(version, kind),
            Schema = StructuralSchema.Convert(kind, schema),
            DefinedSchema = schema,
            Columns = Columns(version),
            Scale = scale is null ? null : new ScalePaths(Members(specReplicas), Members(scale.GetText("statusReplicasPath")), Members(scale.GetText("labelSelectorPath"))),
            Strategy = new CustomResourceStrategy(
                schema, specReplicas, [.. version.GetArray("selectableFields").Objects().Select(field => field.GetText("jsonPath") ?? "")]),
        };
    }

    private static List<Subresource> Subresources(JsonObject version, string kind)
    {
        var subresources = new List<Subresource>();
        if (version.GetObject("subresources").GetObject("status") is not null)
        {
            subresources.Add(new Subresource("status", kind, null, null, s_subresourceVerbs));
        }

        if (version.GetObject("subresources").GetObject("scale") is not null)
        {
            subresources.Add(new Subresource("scale", "Scale", "autoscaling", "v1", s_subresourceVerbs));
        }

        return subresources;
    }

    private static string[] Members(string? path) => path?.Split('.', StringSplitOptions.RemoveEmptyEntries) ?? [];

    private static List<TableColumn> Columns(JsonObject version)
    {
        var columns = new List<TableColumn>(new ColumnList("").Name().Columns);
        if (version.GetArray("additionalPrinterColumns") is not { Count: > 0 } defined)
        {
            columns.Add(Column("Age", "date", "", "", 0, ".metadata.creationTimestamp"));
            return columns;
        }

        foreach (var column in defined.Objects())
        {
            columns.Add(Column(
                column.GetText("name") ?? "",
                column.GetText("type") ?? "string",
                column.GetText("format") ?? "",
                column.GetText("description") ?? "",
                (int)(column.GetLong("priority") ?? 0),
                column.GetText("jsonPath") ?? ""));
        }

        return columns;
    }

    private static TableColumn Column(string name, string type, string format, string description, int priority, string path)
    {
        var expression = JsonPathExpression.Parse(path);
        var text = description.Length > 0 ? description : "Custom resource definition column (in JSONPath format): " + path;
        return new TableColumn(name, type, format, text, priority, row => Cell(row, type, expression.First(row.Object)));
    }

    /// <summary>The value as the column's type has it; null where it has another.</summary>
    private static JsonNode? Cell(TableRow row, string type, JsonNode? value) => (type, value) switch
    {
        (_, null) => null,
        ("date", _) => row.Since(value.AsText()),
        ("integer", _) => value.AsLong(),
        ("string", _) => value.AsText() ?? JsonText.WriteString(value),
        _ => value.DeepClone(),
    };
}
