namespace PodKube.Client.Config;

/// <summary>Whom every request acts as (<c>Impersonate-User</c> and its companions).</summary>
/// <remarks>https://kubernetes.io/docs/reference/access-authn-authz/user-impersonation/</remarks>
public sealed record Impersonation
{
    /// <summary>The user to act as.</summary>
    public required string User { get; init; }

    /// <summary>The uid to act with; null for none.</summary>
    public string? Uid { get; init; }

    /// <summary>The groups to act with.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>Further facts to act with.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Extra { get; init; } = new Dictionary<string, IReadOnlyList<string>>();
}
