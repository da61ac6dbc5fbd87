namespace PodKube.Client.Resources;

/// <summary>A column that the server shows for a kind.</summary>
/// <param name="Name">Its heading, for instance <c>Ready</c>.</param>
/// <param name="Type">The type of its values by OpenAPI: string, integer, number, boolean, date.</param>
/// <param name="Format">A hint, for instance <c>name</c> for the column that names the object; empty for none.</param>
/// <param name="Description">What it means.</param>
/// <param name="Priority">0 for columns that are always shown; others belong into a wide view.</param>
public sealed record TableColumn(string Name, string Type, string Format, string Description, int Priority)
{
    /// <summary>Whether it is the column that names the object.</summary>
    public bool IsName => Format == "name";
}
