using System.Management.Automation;

namespace PodKube.Objects.Columns;

/// <summary>The computed members of every object (PodKube.Types.ps1xml). None of them converts a field that was not read.</summary>
public static class ObjectColumns
{
    /// <summary>The object's name, <c>metadata.name</c>.</summary>
    public static string? Name(PSObject instance) => Metadata(instance, "name"u8, "name");

    /// <summary>The object's namespace, <c>metadata.namespace</c>; null for cluster-scoped objects.</summary>
    public static string? Namespace(PSObject instance) => Metadata(instance, "namespace"u8, "namespace");

    /// <summary>When the object was created, in UTC.</summary>
    public static DateTime? Created(PSObject instance) => IsUnread(instance, out ReadOnlyMemory<byte> metadata)
        ? TimeFields.TryParse(JsonScan.Text(metadata.Span, "creationTimestamp"u8), out DateTime time) ? time : null
        : KubeValue.Of(instance)["metadata"]["creationTimestamp"].Time;

    /// <summary>The time since the object was created.</summary>
    public static TimeSpan? Age(PSObject instance) => ColumnText.Since(Created(instance));

    /// <summary>The age as kubectl shows it: <c>5m</c>, <c>3d4h</c>.</summary>
    public static string AgeText(PSObject instance) => ColumnText.Age(Created(instance));

    private static string? Metadata(PSObject instance, ReadOnlySpan<byte> utf8Name, string name) =>
        IsUnread(instance, out ReadOnlyMemory<byte> metadata) ? JsonScan.Text(metadata.Span, utf8Name) : KubeValue.Of(instance)["metadata"][name].Text;

    private static bool IsUnread(PSObject instance, out ReadOnlyMemory<byte> json)
    {
        if (instance.Properties["metadata"] is LazyProperty { Box: { IsRead: false } box })
        {
            json = box.Json;
            return true;
        }

        json = default;
        return false;
    }
}
