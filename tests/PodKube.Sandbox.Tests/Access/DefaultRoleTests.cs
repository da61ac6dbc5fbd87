using System.Text.Json.Nodes;
using PodKube.Sandbox.Access.Rbac;

namespace PodKube.Sandbox.Tests.Access;

public sealed class DefaultRoleTests
{
    [Fact]
    public void View_collects_rules_but_not_secrets_and_edit_and_admin_build_on_it()
    {
        var roles = DefaultRoleObjects.ClusterRoles().ToDictionary(role => (string)role["metadata"]!["name"]!);

        Assert.Contains("pods/log", Resources(roles["view"]));
        Assert.DoesNotContain("secrets", Resources(roles["view"]));
        Assert.Contains("secrets", Resources(roles["edit"]));
        Assert.Contains("pods/log", Resources(roles["admin"]));
        Assert.Contains("rolebindings", Resources(roles["admin"]));
        Assert.DoesNotContain("rolebindings", Resources(roles["edit"]));
    }

    [Fact]
    public void Core_group_is_written_as_the_empty_name()
    {
        var role = DefaultRoleObjects.Roles().Single(role => (string)role["metadata"]!["name"]! == "extension-apiserver-authentication-reader");

        Assert.Equal(
            """[{"verbs":["get","list","watch"],"apiGroups":[""],"resources":["configmaps"],"resourceNames":["extension-apiserver-authentication"]}]""",
            role["rules"]!.ToJsonString());
    }

    [Fact]
    public void Anonymous_users_may_see_version_and_health_alone()
    {
        var open = DefaultRoleObjects.ClusterRoleBindings()
            .Where(binding => (binding["subjects"]?.AsArray() ?? []).Any(subject => (string)subject!["name"]! == "system:unauthenticated"))
            .Select(binding => (string)binding["metadata"]!["name"]!);

        Assert.Equal(["system:public-info-viewer"], open);
    }

    [Fact]
    public void Every_name_is_given_once()
    {
        var names = DefaultRoleObjects.ClusterRoles().Select(role => (string)role["metadata"]!["name"]!).ToList();

        Assert.Equal(names.Count, names.Distinct().Count());
        Assert.True(names.Count > 50);
    }

    private static HashSet<string> Resources(JsonObject role) =>
        [.. role["rules"]!.AsArray().SelectMany(rule => rule!["resources"]?.AsArray() ?? []).Select(resource => (string)resource!)];
}
