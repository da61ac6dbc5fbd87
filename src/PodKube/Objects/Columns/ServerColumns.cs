using System.Management.Automation;
using System.Text.Json;
using PodKube.Client.Resources;
using PodKube.Tables;

namespace PodKube.Objects.Columns;

/// <summary>The columns that the server shows for kinds which the module has no table of its own for, custom resources above all.</summary>
public static class ServerColumns
{
    /// <summary>The cells as kubectl shows them; none where the object did not come with the server's columns.</summary>
    public static object[] Cells(PSObject instance) => [.. (RowOf(instance)?.Cells ?? []).Select(Text)];

    /// <summary>The columns of an object in one text, without those that every object has: <c>Size: 3, Color: red</c>.</summary>
    public static string Summary(PSObject instance)
    {
        if (RowOf(instance) is not { } row)
        {
            return "";
        }

        IReadOnlyList<JsonElement> cells = row.Cells;
        return string.Join(", ", row.Columns
            .Zip(cells, static (column, cell) => (column, Text: Text(cell)))
            .Where(static c => c.column is { Priority: 0, IsName: false, Name: not "Age" } && c.Text.Length > 0)
            .Select(static c => $"{c.column.Name}: {c.Text}"));
    }

    private static TableRow? RowOf(PSObject? instance) => instance?.Properties["metadata"] is LazyProperty { Box: ServerRowBox { Row: var row } } ? row : null;

    // Only the first line, as kubectl does: a table has one line per object.
    private static string Text(JsonElement cell)
    {
        string text = cell.ValueKind switch
        {
            JsonValueKind.Null or JsonValueKind.Undefined => "",
            JsonValueKind.String => cell.GetString()!,
            _ => cell.GetRawText(),
        };
        int end = text.AsSpan().IndexOfAny("\r\n\f");
        return end < 0 ? text : text[..end] + "…";
    }
}
