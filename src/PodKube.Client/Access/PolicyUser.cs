namespace PodKube.Client.Access;

/// <summary>Whom a policy is read for: a user with groups, or a group alone.</summary>
/// <param name="Name">The user name; empty where a group alone is meant.</param>
/// <param name="Groups">The groups.</param>
public sealed record PolicyUser(string Name, IReadOnlyCollection<string> Groups)
{
    private const string Authenticated = "system:authenticated";

    /// <summary>A user as the server sees one who has signed in: with <c>system:authenticated</c> besides the groups named here.</summary>
    public static PolicyUser User(string name, IEnumerable<string> groups) => name.Split(':') switch
    {
        ["system", "serviceaccount", string place, string account] => ServiceAccount(place, account, groups),
        ["system", "anonymous"] => new(name, [.. groups.Append("system:unauthenticated").Distinct()]),
        _ => new(name, [.. groups.Append(Authenticated).Distinct()]),
    };

    /// <summary>A service account with the groups that the server gives it.</summary>
    public static PolicyUser ServiceAccount(string @namespace, string name, IEnumerable<string>? groups = null) => new(
        $"system:serviceaccount:{@namespace}:{name}",
        [.. (groups ?? []).Concat(["system:serviceaccounts", $"system:serviceaccounts:{@namespace}", Authenticated]).Distinct()]);

    /// <summary>What the members of a group have for being its members, and nothing else.</summary>
    public static PolicyUser Group(string name) => new("", [name]);
}
