using System.Text.Json;

namespace PodKube.Client.Resources;

/// <summary>One row of the table that the server shows for a kind: the cells, and the object behind them.</summary>
public sealed class TableRow
{
    internal TableRow(IReadOnlyList<TableColumn> columns, KubeObject row, ApiResource resource)
    {
        Columns = columns;
        Cells = ReadCells(row);
        Item = ObjectOf(row, resource);
    }

    /// <summary>The columns, the same list for every row of a table.</summary>
    public IReadOnlyList<TableColumn> Columns { get; }

    /// <summary>The cells, one per column, as JSON values.</summary>
    public IReadOnlyList<JsonElement> Cells { get; }

    /// <summary>The whole object; null where the server sent none along.</summary>
    public KubeObject? Item { get; }

    internal static KubeObject? ObjectOf(KubeObject row, ApiResource resource) =>
        row.TryGetField("object", out ReadOnlyMemory<byte> json) && json.Span[0] == '{' ? new KubeObject(json, resource.ApiVersion, resource.Kind) : null;

    internal static IReadOnlyList<TableColumn> ReadColumns(ReadOnlyMemory<byte> definitions)
    {
        using JsonDocument document = JsonDocument.Parse(definitions);
        return document.RootElement.ValueKind != JsonValueKind.Array
            ? []
            : [.. document.RootElement.EnumerateArray().Select(c => new TableColumn(
                Text(c, "name"),
                Text(c, "type"),
                Text(c, "format"),
                Text(c, "description"),
                c.TryGetProperty("priority", out JsonElement priority) && priority.TryGetInt32(out int number) ? number : 0))];
    }

    private static IReadOnlyList<JsonElement> ReadCells(KubeObject row)
    {
        if (!row.TryGetField("cells", out ReadOnlyMemory<byte> cells))
        {
            return [];
        }

        Utf8JsonReader reader = new(cells.Span);
        JsonElement array = JsonElement.ParseValue(ref reader);
        return array.ValueKind == JsonValueKind.Array ? [.. array.EnumerateArray()] : [];
    }

    private static string Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out JsonElement child) && child.ValueKind == JsonValueKind.String ? child.GetString()! : "";
}
