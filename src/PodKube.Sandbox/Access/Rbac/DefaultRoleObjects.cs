using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace PodKube.Sandbox.Access.Rbac;

/// <summary>Turns the default roles into the objects that a cluster holds.</summary>
internal static class DefaultRoleObjects
{
    private const string Group = "rbac.authorization.k8s.io";
    private const string AuthenticationReader = "extension-apiserver-authentication-reader";

    public static IEnumerable<JsonObject> ClusterRoles()
    {
        List<DefaultRole> roles = [.. DefaultRole.ClusterRoles];
        return roles.Select(role => ClusterRole(role, roles));
    }

    public static IEnumerable<JsonObject> ClusterRoleBindings() => DefaultRole.ClusterRoles
        .Where(role => role.Subjects is not null)
        .Select(role => Binding("ClusterRoleBinding", role.Name, new RoleReference(RoleReference.ClusterRole, role.Name), role.Subjects!.Value));

    /// <summary>The roles of namespaces, each with its namespace in its metadata.</summary>
    public static IEnumerable<JsonObject> Roles() => DefaultRole.NamespacedRoles.Select(role =>
    {
        JsonObject obj = Named("Role", role.Name, null);
        obj["metadata"]!["namespace"] = role.Namespace;
        obj["rules"] = Rules(role.Rules);
        return obj;
    });

    public static IEnumerable<JsonObject> RoleBindings()
    {
        IEnumerable<(DefaultRole Role, string BindingName)> bound = DefaultRole.NamespacedRoles
            .Select(role => (role, role.Name == AuthenticationReader ? DefaultRolesText.AuthenticationReaderBinding : role.Name));
        foreach ((DefaultRole role, string name) in bound)
        {
            ImmutableArray<BindingSubject> subjects = role.Subjects ??
            [
                new BindingSubject(BindingSubject.User, "system:kube-controller-manager", string.Empty),
                new BindingSubject(BindingSubject.User, "system:kube-scheduler", string.Empty),
            ];
            JsonObject obj = Binding("RoleBinding", name, new RoleReference(RoleReference.Role, role.Name), subjects);
            obj["metadata"]!["namespace"] = role.Namespace;
            yield return obj;
        }
    }

    private static JsonObject ClusterRole(DefaultRole role, List<DefaultRole> all)
    {
        JsonObject obj = Named("ClusterRole", role.Name, role.AggregatedInto);
        if (role.Aggregates is not { } label)
        {
            obj["rules"] = Rules(role.Rules);
            return obj;
        }

        obj["aggregationRule"] = new JsonObject
        {
            ["clusterRoleSelectors"] = new JsonArray(new JsonObject { ["matchLabels"] = new JsonObject { [label] = "true" } }),
        };
        // The aggregation controller keeps these rules from here on; what it would write first is known already.
        obj["rules"] = Rules([.. Collected(label, all).DistinctBy(rule => rule.ToString())]);
        return obj;
    }

    private static IEnumerable<PolicyRule> Collected(string label, List<DefaultRole> all) => all
        .Where(role => role.AggregatedInto == label)
        .OrderBy(role => role.Name, StringComparer.Ordinal)
        .SelectMany(role => role.Aggregates is { } nested ? Collected(nested, all) : role.Rules);

    private static JsonObject Binding(string kind, string name, RoleReference role, ImmutableArray<BindingSubject> subjects)
    {
        JsonObject obj = Named(kind, name, null);
        if (!subjects.IsEmpty)
        {
            obj["subjects"] = new JsonArray([.. subjects.Select(Subject)]);
        }

        obj["roleRef"] = new JsonObject { ["apiGroup"] = Group, ["kind"] = role.Kind, ["name"] = role.Name };
        return obj;
    }

    private static JsonNode Subject(BindingSubject subject) => subject.Kind == BindingSubject.ServiceAccount
        ? new JsonObject { ["kind"] = subject.Kind, ["name"] = subject.Name, ["namespace"] = subject.Namespace }
        : new JsonObject { ["kind"] = subject.Kind, ["apiGroup"] = Group, ["name"] = subject.Name };

    private static JsonObject Named(string kind, string name, string? aggregatedInto)
    {
        var labels = new JsonObject { ["kubernetes.io/bootstrapping"] = "rbac-defaults" };
        if (aggregatedInto is not null)
        {
            labels[aggregatedInto] = "true";
        }

        return new JsonObject
        {
            ["kind"] = kind,
            ["apiVersion"] = $"{Group}/v1",
            ["metadata"] = new JsonObject
            {
                ["name"] = name,
                ["labels"] = labels,
                ["annotations"] = new JsonObject { ["rbac.authorization.kubernetes.io/autoupdate"] = "true" },
            },
        };
    }

    private static JsonArray Rules(ImmutableArray<PolicyRule> rules) => new([.. rules.Select(rule => (JsonNode)rule.ToJson())]);
}
