using PodKube.Client.Auth;

namespace PodKube.Client.Access;

/// <summary>Who the server says one is.</summary>
public sealed record Identity
{
    /// <summary>The user name, for instance <c>system:serviceaccount:team-a:robot</c>.</summary>
    public required string User { get; init; }

    /// <summary>The uid; empty when the server gives none.</summary>
    public string Uid { get; init; } = "";

    /// <summary>The groups.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>Further facts, for instance <c>authentication.kubernetes.io/pod-name</c>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Extra { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Whether the server confirmed this. False when it serves no such review and the token's own claims were read instead.</summary>
    public bool IsConfirmed { get; init; }

    /// <summary>The claims of the token in use; null when there is no token or it is not a JWT.</summary>
    public TokenClaims? Token { get; init; }

    /// <summary>The namespace of the service account; null when the user is none.</summary>
    public string? ServiceAccountNamespace => ServiceAccountPart(2);

    /// <summary>The name of the service account; null when the user is none.</summary>
    public string? ServiceAccountName => ServiceAccountPart(3);

    private string? ServiceAccountPart(int index)
    {
        string[] parts = User.Split(':');
        return parts is ["system", "serviceaccount", _, _] ? parts[index] : null;
    }
}
