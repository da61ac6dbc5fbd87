using System.Text.Json.Nodes;

namespace PodKube.Sandbox.Server.Tables;

/// <summary>The columns of one kind, put together as a collection of names and cells.</summary>
internal sealed class ColumnList
{
    private readonly string _resource;
    private readonly List<TableColumn> _columns = [];

    public ColumnList(string resource)
    {
        _resource = resource;
    }

    public IReadOnlyList<TableColumn> Columns => _columns;

    public ColumnList Name()
    {
        _columns.Add(new TableColumn("Name", "string", "name", Describe("Name"), 0, row => Registry.ObjectMeta.Name(row.Object)));
        return this;
    }

    public ColumnList Age() => Text("Age", row => row.Age);

    public ColumnList Text(string name, Func<TableRow, string?> cell) => Add(name, "string", 0, row => cell(row));

    /// <summary>A column that only wide tables show.</summary>
    public ColumnList Wide(string name, Func<TableRow, string?> cell) => Add(name, "string", 1, row => cell(row));

    public ColumnList Number(string name, Func<TableRow, long?> cell) => Add(name, "integer", 0, row => cell(row) ?? 0);

    /// <summary>Numbers in a column that is declared as text, as some built-in tables have them.</summary>
    public ColumnList NumberAsText(string name, Func<TableRow, long?> cell) => Add(name, "string", 0, row => cell(row) ?? 0);

    public ColumnList Add(string name, string type, int priority, Func<TableRow, JsonNode?> cell)
    {
        _columns.Add(new TableColumn(name, type, "", Describe(name), priority, cell));
        return this;
    }

    private string Describe(string name) => ColumnDescriptions.Find(_resource, name);
}
