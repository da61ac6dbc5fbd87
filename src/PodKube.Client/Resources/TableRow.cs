using System.Text.Json;

namespace PodKube.Client.Resources;

/// <summary>One row of the table that the server shows for a kind: the cells, and the object behind them.</summary>
public sealed class TableRow
{
    /// <summary>The member of a table that says its columns.</summary>
    internal const string Definitions = "columnDefinitions";

    private const string PartialKind = "PartialObjectMetadata";

    private readonly KubeObject _row;

    internal TableRow(IReadOnlyList<TableColumn> columns, KubeObject row, ApiResource resource)
    {
        _row = row;
        Columns = columns;
        Item = columns.Count == 0 ? row : ObjectOf(row, resource) ?? row;
    }

    /// <summary>The columns, the same list for every row of a table; empty where the server makes no tables of the kind.</summary>
    public IReadOnlyList<TableColumn> Columns { get; }

    /// <summary>The cells, one per column, as JSON values. Read anew each time: a list of many rows keeps only their bytes.</summary>
    public IReadOnlyList<JsonElement> Cells => Columns.Count == 0 ? [] : ReadCells(_row);

    /// <summary>The whole object.</summary>
    public KubeObject Item { get; }

    /// <summary>Whether the object came with all its fields: a server may send its metadata only, whatever it was asked for.</summary>
    internal bool IsWhole => Columns.Count == 0 || (!ReferenceEquals(Item, _row) && Item.Kind != PartialKind);

    internal static KubeObject? ObjectOf(KubeObject row, ApiResource resource) =>
        row.TryGetField("object", out ReadOnlyMemory<byte> json) && json.Span[0] == '{' ? new KubeObject(json, resource.ApiVersion, resource.Kind) : null;

    /// <summary>The row of a table that was asked for one object; the object itself where the server makes no tables.</summary>
    internal static TableRow ReadOne(KubeObject answer, ApiResource resource)
    {
        IReadOnlyList<TableColumn> columns = answer.TryGetField(Definitions, out ReadOnlyMemory<byte> definitions) ? ReadColumns(definitions) : [];
        return columns.Count > 0 && answer.TryGetField("rows", out ReadOnlyMemory<byte> rows) && FirstOf(rows) is { } row
            ? new TableRow(columns, row, resource)
            : new TableRow([], answer, resource);
    }

    /// <summary>The columns of a table; none where the answer is no table.</summary>
    internal static IReadOnlyList<TableColumn> ReadColumns(ReadOnlyMemory<byte>? definitions)
    {
        if (definitions is null)
        {
            return [];
        }

        using JsonDocument document = JsonDocument.Parse(definitions.Value);
        return document.RootElement.ValueKind != JsonValueKind.Array
            ? []
            : [.. document.RootElement.EnumerateArray().Select(c => new TableColumn(
                Text(c, "name"),
                Text(c, "type"),
                Text(c, "format"),
                Text(c, "description"),
                c.TryGetProperty("priority", out JsonElement priority) && priority.TryGetInt32(out int number) ? number : 0))];
    }

    private static KubeObject? FirstOf(ReadOnlyMemory<byte> rows)
    {
        Utf8JsonReader reader = new(rows.Span);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray || !reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return null;
        }

        int start = (int)reader.TokenStartIndex;
        reader.Skip();
        return new KubeObject(rows[start..(int)reader.BytesConsumed]);
    }

    private static JsonElement[] ReadCells(KubeObject row)
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
