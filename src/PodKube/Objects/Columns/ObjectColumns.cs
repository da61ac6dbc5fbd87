using System.Management.Automation;

namespace PodKube.Objects.Columns;

/// <summary>The computed members of every object (PodKube.Types.ps1xml). None of them converts a field that was not read.</summary>
public static class ObjectColumns
{
    /// <summary>The object's name, <c>metadata.name</c>.</summary>
    public static string? Name(PSObject instance) => KubeValue.Of(instance)["metadata"]["name"].Text;

    /// <summary>The object's namespace, <c>metadata.namespace</c>; null for cluster-scoped objects.</summary>
    public static string? Namespace(PSObject instance) => KubeValue.Of(instance)["metadata"]["namespace"].Text;

    /// <summary>When the object was created, in UTC.</summary>
    public static DateTime? Created(PSObject instance) => KubeValue.Of(instance)["metadata"]["creationTimestamp"].Time;

    /// <summary>The time since the object was created.</summary>
    public static TimeSpan? Age(PSObject instance) => ColumnText.Since(Created(instance));

    /// <summary>The age as kubectl shows it: <c>5m</c>, <c>3d4h</c>.</summary>
    public static string AgeText(PSObject instance) => ColumnText.Age(Created(instance));
}
