using System.Management.Automation;
using PodKube.Client.Resources;
using PodKube.Tables;

namespace PodKube.Objects;

/// <summary>Makes the objects that the cmdlets emit: PSCustomObjects with the server's own fields, converted when they are read.</summary>
internal static class KubeObjectFactory
{
    /// <summary>The type name that every object carries, whatever its kind.</summary>
    public const string BaseTypeName = "PodKube.KubeObject";

    /// <summary>
    /// The type name that comes first where objects of several kinds are emitted together, so that they share one table: PowerShell
    /// shows every object that does not fit the first one's table as a list.
    /// </summary>
    public const string SeveralKindsTypeName = "PodKube.SeveralKinds";

    // apiVersion, kind, metadata, spec, status.
    private const int UsualFields = 5;

    /// <summary>Makes the PowerShell object of a row of the server's table: it shows with the columns that came along.</summary>
    public static PSObject Create(TableRow row)
    {
        PSObject result = Create(row.Item, row.Columns.Count > 0 ? row : null);
        if (row.Columns.Count > 0)
        {
            result.TypeNames.Insert(1, TableTypeName(row.Item));
        }

        return result;
    }

    /// <summary>Makes the PowerShell object of <paramref name="source"/>; apiVersion and kind always come first.</summary>
    public static PSObject Create(KubeObject source) => Create(source, null);

    /// <summary>The type name of the objects of a kind that carry the server's columns.</summary>
    public static string TableTypeName(KubeObject item) => TypeName(item.ApiVersion, item.Kind) + "#Table";

    private static PSObject Create(KubeObject source, TableRow? row)
    {
        PSObject result = KindTemplate.Get(source.ApiVersion, source.Kind).Create(UsualFields);
        PSMemberInfoCollection<PSPropertyInfo> properties = result.Properties;
        foreach (KubeField field in source.EnumerateFields())
        {
            if (field.Name is not ("apiVersion" or "kind"))
            {
                LazyProperty property = row is not null && field.Name == "metadata"
                    ? new LazyProperty(new ServerRowBox(field, row))
                    : new LazyProperty(field);
                properties.Add(property, preValidated: true);
            }
        }

        return result;
    }

    /// <summary>
    /// Makes what PowerShell sees of any JSON answer. An object of the API (one with a name) is a PodKube object; a list keeps its own
    /// type name; anything else (a version, discovery) is a plain object or value.
    /// </summary>
    public static object? CreateFromJson(ReadOnlyMemory<byte> json)
    {
        if (json.Span.TrimStart(" \t\r\n"u8) is not [(byte)'{', ..])
        {
            return JsonValueReader.Read(json, null);
        }

        KubeObject source = new(json);
        if (source.Kind.Length > 0 && source.Name.Length > 0)
        {
            return Create(source);
        }

        PSObject result = EmptyObject.Create(UsualFields);
        foreach (KubeField field in source.EnumerateFields())
        {
            result.Properties.Add(new LazyProperty(field), preValidated: true);
        }

        if (source.Kind.Length > 0)
        {
            result.TypeNames.Insert(0, TypeName(source.ApiVersion, source.Kind));
        }

        return result;
    }

    /// <summary>Gives an object from elsewhere (kubectl's JSON, YAML) the type names of its kind, so that it shows like one of ours.</summary>
    public static void AddTypeNames(PSObject target, string apiVersion, string kind)
    {
        target.TypeNames.Insert(0, BaseTypeName);
        if (kind.Length > 0)
        {
            target.TypeNames.Insert(0, TypeName(apiVersion, kind));
        }
    }

    /// <summary>The type name of a kind: <c>PodKube.v1.Pod</c>, <c>PodKube.apps.v1.Deployment</c>.</summary>
    public static string TypeName(string apiVersion, string kind) => KindTemplate.Get(apiVersion, kind).TypeName;
}
