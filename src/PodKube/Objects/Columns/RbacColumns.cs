using System.Management.Automation;

namespace PodKube.Objects.Columns;

/// <summary>The computed members of role bindings and cluster role bindings.</summary>
public static class RbacColumns
{
    /// <summary>The role that is bound: <c>Role/reader</c>.</summary>
    public static string Role(PSObject instance)
    {
        KubeValue role = KubeValue.Of(instance)["roleRef"];
        return $"{role["kind"].Text}/{role["name"].Text}";
    }

    /// <summary>The users that the role is bound to.</summary>
    public static string Users(PSObject instance) => Subjects(instance, "User");

    /// <summary>The groups that the role is bound to.</summary>
    public static string Groups(PSObject instance) => Subjects(instance, "Group");

    /// <summary>The service accounts that the role is bound to: <c>namespace/name</c>.</summary>
    public static string ServiceAccounts(PSObject instance) => Subjects(instance, "ServiceAccount");

    private static string Subjects(PSObject instance, string kind) => string.Join(',', KubeValue.Of(instance)["subjects"].Items()
        .Where(s => s["kind"].Text == kind)
        .Select(static s => s["namespace"].Text is { Length: > 0 } owner ? $"{owner}/{s["name"].Text}" : s["name"].Text));
}
