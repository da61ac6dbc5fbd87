namespace PodKube.Client.Access;

/// <summary>A subject of a binding.</summary>
/// <param name="Kind">User, Group or ServiceAccount.</param>
/// <param name="Name">Its name.</param>
/// <param name="Namespace">The namespace of a service account; empty for the others.</param>
public sealed record PolicySubject(string Kind, string Name, string Namespace)
{
    /// <summary>Whether the user is, or belongs to, the subject.</summary>
    public bool Includes(PolicyUser user)
    {
        ArgumentNullException.ThrowIfNull(user);
        return Kind switch
        {
            "User" => user.Name == Name && Name.Length > 0,
            "Group" => user.Groups.Contains(Name),
            "ServiceAccount" => user.Name == $"system:serviceaccount:{Namespace}:{Name}",
            _ => false,
        };
    }

    /// <summary>For people: <c>ServiceAccount team-a/robot</c>.</summary>
    public override string ToString() => Namespace.Length == 0 ? $"{Kind} {Name}" : $"{Kind} {Namespace}/{Name}";
}
