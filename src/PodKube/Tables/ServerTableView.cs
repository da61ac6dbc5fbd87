using System.Globalization;
using System.Management.Automation;
using System.Text.Json;
using PodKube.Client.Resources;

namespace PodKube.Tables;

/// <summary>Makes the views of a kind out of the server's columns: those of priority 0 by default, all of them in the view "wide".</summary>
internal static class ServerTableView
{
    /// <summary>Leaves the column what the others leave over. The first column must have a width: PowerShell holds rows back to measure it otherwise.</summary>
    private const int Flexible = 0;

    private const int NamespaceWidth = 16;
    private const int FirstNameWidth = 36;
    private const int LeastWidth = 6;

    public static ExtendedTypeDefinition Make(string typeName, TableRow example) => new(typeName,
    [
        new FormatViewDefinition("default", Table(example, static c => c.Priority == 0)),
        new FormatViewDefinition("wide", Table(example, static _ => true)),
    ]);

    private static TableControl Table(TableRow example, Func<TableColumn, bool> isShown)
    {
        TableControl table = new();
        table.Rows.Add(new TableControlRow { Wrap = true });
        if (example.Item.Namespace is not null)
        {
            Add(table, "Namespace", NamespaceWidth, Alignment.Left, DisplayEntryValueType.Property, "Namespace");
        }

        IReadOnlyList<JsonElement> cells = example.Cells;
        for (int i = 0; i < example.Columns.Count; i++)
        {
            TableColumn column = example.Columns[i];
            if (column.IsName)
            {
                Add(table, column.Name, table.Headers.Count == 0 ? FirstNameWidth : Flexible, Alignment.Left, DisplayEntryValueType.Property, "Name");
            }
            else if (isShown(column))
            {
                AddCell(table, column, i, i < cells.Count ? cells[i] : default);
            }
        }

        return table;
    }

    private static void AddCell(TableControl table, TableColumn column, int index, JsonElement example)
    {
        bool isNarrow = IsNarrow(column, example);
        int narrow = Math.Max(LeastWidth, Math.Max(column.Name.Length, isNarrow ? example.ToString().Length : 0));

        // A property and an index, and no call: a session in constrained language calls no method of ours.
        Add(
            table,
            column.Name,
            isNarrow || table.Headers.Count == 0 ? narrow : Flexible,
            isNarrow ? Alignment.Right : Alignment.Left,
            DisplayEntryValueType.ScriptBlock,
            string.Create(CultureInfo.InvariantCulture, $"$_.ServerCells[{index}]"));
    }

    // Tables of built-in kinds call every column a string; what the cells are says more.
    private static bool IsNarrow(TableColumn column, JsonElement cell) =>
        column.Type is "integer" or "number" or "boolean" or "date" || column.Name == "Age" || cell.ValueKind is JsonValueKind.Number;

    private static void Add(TableControl table, string label, int width, Alignment alignment, DisplayEntryValueType type, string value)
    {
        table.Headers.Add(new TableControlColumnHeader(label, width, alignment));
        table.Rows[0].Columns.Add(new TableControlColumn(alignment, new DisplayEntry(value, type)));
    }
}
