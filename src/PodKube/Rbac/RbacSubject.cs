using System.Text.Json.Nodes;

namespace PodKube.Rbac;

/// <summary>Who gets a role: a service account, a user or a group.</summary>
internal sealed record RbacSubject(string Kind, string Name, string? Namespace)
{
    private const string ApiGroup = "rbac.authorization.k8s.io";

    /// <summary>Reads <c>robot</c>, <c>team-a:robot</c>, <c>team-a/robot</c> and <c>system:serviceaccount:team-a:robot</c>.</summary>
    public static RbacSubject ServiceAccount(string text, string defaultNamespace) => text.Split(':', '/') switch
    {
        ["system", "serviceaccount", string place, string name] => new("ServiceAccount", name, place),
        [string place, string name] => new("ServiceAccount", name, place),
        [string name] => new("ServiceAccount", name, defaultNamespace),
        _ => throw new ArgumentException($"'{text}' is no service account: write its name, or namespace:name."),
    };

    public static RbacSubject User(string name) => new("User", name, null);

    public static RbacSubject Group(string name) => new("Group", name, null);

    /// <summary>The name of the role that Grant-KubeAccess keeps for this subject in <paramref name="place"/> (null: cluster-wide).</summary>
    public string RoleName(string? place)
    {
        string name = Kind switch
        {
            "ServiceAccount" when Namespace == place => Name,
            "ServiceAccount" => $"{Namespace}:{Name}",
            "User" => "user:" + Name,
            _ => "group:" + Name,
        };

        // Names of roles are path segments: everything but these may stand in them.
        return "podkube:" + name.Replace('/', '-').Replace('%', '-');
    }

    public bool Matches(JsonNode? subject) =>
        subject?["kind"]?.GetValue<string>() == Kind && subject["name"]?.GetValue<string>() == Name
        && subject["namespace"]?.GetValue<string>() == Namespace;

    public JsonObject ToJson() => Namespace is null
        ? new JsonObject { ["kind"] = Kind, ["apiGroup"] = ApiGroup, ["name"] = Name }
        : new JsonObject { ["kind"] = Kind, ["name"] = Name, ["namespace"] = Namespace };

    /// <summary>For people: <c>ServiceAccount team-a/robot</c>.</summary>
    public override string ToString() => Namespace is null ? $"{Kind} {Name}" : $"{Kind} {Namespace}/{Name}";
}
