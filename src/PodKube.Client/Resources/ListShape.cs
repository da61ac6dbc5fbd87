namespace PodKube.Client.Resources;

/// <summary>In which form a list is asked for, and where its items are then.</summary>
/// <param name="ArrayName">The member that holds the items.</param>
/// <param name="Accept">The media type to ask for.</param>
/// <param name="IncludeObject">How much of the objects a table carries along; null for plain lists.</param>
/// <param name="Identify">The object that an item stands for.</param>
internal sealed record ListShape(string ArrayName, string Accept, string? IncludeObject, Func<KubeObject, KubeObject> Identify)
{
    internal static readonly ListShape Objects = new("items", "application/json", null, static item => item);

    /// <summary>A table if the server makes one of this kind, else the plain object or list.</summary>
    /// <remarks>https://kubernetes.io/docs/reference/using-api/api-concepts/#receiving-resources-as-tables</remarks>
    internal const string TableAccept = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json";

    /// <summary>Asks for the whole objects beside the cells.</summary>
    internal const string WholeObject = "Object";

    /// <summary>Rows with the server's printer columns, and the whole objects.</summary>
    internal static ListShape Table(ApiResource resource) =>
        new("rows", TableAccept, WholeObject, row => TableRow.ObjectOf(row, resource) ?? row);
}
