using System.Text.Json.Nodes;

namespace PodKube.Sandbox.Server.Tables;

/// <summary>One column of a kind's table: its definition, and how its cell is read off an object.</summary>
internal sealed record TableColumn(string Name, string Type, string Format, string Description, int Priority, Func<TableRow, JsonNode?> Cell);
