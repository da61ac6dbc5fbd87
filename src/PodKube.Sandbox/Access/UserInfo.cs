using System.Collections.Immutable;

namespace PodKube.Sandbox.Access;

/// <summary>Who a request acts as: the name, uid, groups and extra attributes that authentication (and impersonation) found.</summary>
internal sealed record UserInfo(string Name)
{
    public const string Anonymous = "system:anonymous";
    public const string Authenticated = "system:authenticated";
    public const string Unauthenticated = "system:unauthenticated";
    public const string Masters = "system:masters";

    public string Uid { get; init; } = string.Empty;

    public ImmutableArray<string> Groups { get; init; } = [];

    public ImmutableSortedDictionary<string, ImmutableArray<string>> Extra { get; init; } = NoExtra;

    /// <summary>Members of this group are let through before any role is looked at, as kube-apiserver does.</summary>
    public bool IsPrivileged => Groups.Contains(Masters);

    private static ImmutableSortedDictionary<string, ImmutableArray<string>> NoExtra { get; } =
        ImmutableSortedDictionary.Create<string, ImmutableArray<string>>(StringComparer.Ordinal);

    public static UserInfo AnonymousUser { get; } = new(Anonymous) { Groups = [Unauthenticated] };
}
