using System.Management.Automation;

namespace PodKube.Objects.Columns;

/// <summary>The columns of <c>kubectl auth can-i --list</c>.</summary>
public static class AccessRuleColumns
{
    /// <summary>The resources with their group: <c>deployments.apps</c>.</summary>
    public static string ResourceText(PSObject instance)
    {
        KubeValue rule = KubeValue.Of(instance);
        return string.Join(' ', from apiGroup in Texts(rule["apiGroups"]) from resource in Texts(rule["resources"]) select Join(resource, apiGroup));
    }

    /// <summary>The paths in brackets.</summary>
    public static string PathText(PSObject instance) => Bracketed(KubeValue.Of(instance)["nonResourceURLs"]);

    /// <summary>The names in brackets.</summary>
    public static string NameText(PSObject instance) => Bracketed(KubeValue.Of(instance)["resourceNames"]);

    /// <summary>The verbs in brackets.</summary>
    public static string VerbText(PSObject instance) => Bracketed(KubeValue.Of(instance)["verbs"]);

    private static string Bracketed(KubeValue list) => $"[{string.Join(' ', Texts(list))}]";

    private static IEnumerable<string> Texts(KubeValue list) => list.Items().Select(static i => i.Text ?? "");

    private static string Join(string resource, string apiGroup)
    {
        if (apiGroup.Length == 0)
        {
            return resource;
        }

        int slash = resource.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? $"{resource}.{apiGroup}" : $"{resource[..slash]}.{apiGroup}{resource[slash..]}";
    }
}
