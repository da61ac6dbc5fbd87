namespace PodKube.Sandbox.Access;

/// <summary>Who sends a request, as the authenticators found it.</summary>
internal sealed record UserInfo(
    string Name,
    string Uid,
    IReadOnlyList<string> Groups,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Extra)
{
    private static readonly Dictionary<string, IReadOnlyList<string>> s_noExtra = [];

    public UserInfo(string name, params string[] groups)
        : this(name, "", groups, s_noExtra)
    {
    }

    /// <summary>The user of requests without credentials.</summary>
    public static UserInfo Anonymous { get; } = new("system:anonymous", "system:unauthenticated");

    /// <summary>The server itself: what controllers and bootstrap write as.</summary>
    public static UserInfo ControlPlane { get; } = new("system:kube-controller-manager", "system:masters", "system:authenticated");
}
