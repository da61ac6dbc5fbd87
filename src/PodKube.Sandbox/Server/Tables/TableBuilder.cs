using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Server.Handlers;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Server.Tables;

/// <summary>Objects as tables: what kubectl get asks for.</summary>
internal static class TableBuilder
{
    private static readonly ConcurrentDictionary<string, IReadOnlyList<TableColumn>> s_builtIn = new(StringComparer.Ordinal);

    public static JsonObject ForList(ResourceKind kind, ListPage page, string version, string include, TimeProvider time)
    {
        var metadata = page.Metadata(custom: false);
        return Table(kind, metadata, page.Items, version, include, time, withColumns: true);
    }

    public static JsonObject ForOne(ResourceKind kind, StoredObject stored, string version, string include, TimeProvider time, bool withColumns = true)
    {
        var metadata = new JsonObject { ["resourceVersion"] = stored.Value.ResourceVersion() };
        return Table(kind, metadata, [stored], version, include, time, withColumns);
    }

    private static JsonObject Table(
        ResourceKind kind, JsonObject metadata, IReadOnlyList<StoredObject> items, string version, string include, TimeProvider time, bool withColumns)
    {
        var columns = kind.Columns ?? s_builtIn.GetOrAdd(kind.Resource, BuiltInTables.Columns);
        var now = time.GetUtcNow();
        var rows = new JsonArray();
        foreach (var item in items)
        {
            var obj = item.Value;
            var row = new TableRow(obj, now);
            var entry = new JsonObject { ["cells"] = new JsonArray([.. columns.Select(column => column.Cell(row))]) };
            entry["object"] = include switch
            {
                "None" => null,
                "Object" => obj.DeepClone(),
                _ => PartialMetadata.Of(obj, version),
            };
            rows.Add((JsonNode)entry);
        }

        return new JsonObject
        {
            ["kind"] = "Table",
            ["apiVersion"] = "meta.k8s.io/" + version,
            ["metadata"] = metadata,
            ["columnDefinitions"] = withColumns ? Definitions(columns) : null,
            ["rows"] = items.Count == 0 && kind.Columns is null && !BuiltInTables.Names(kind.Resource) ? null : rows,
        };
    }

    private static JsonArray Definitions(IReadOnlyList<TableColumn> columns)
    {
        var definitions = new JsonArray();
        foreach (var column in columns)
        {
            definitions.Add((JsonNode)new JsonObject
            {
                ["name"] = column.Name,
                ["type"] = column.Type,
                ["format"] = column.Format,
                ["description"] = column.Description,
                ["priority"] = column.Priority,
            });
        }

        return definitions;
    }
}
