using PodKube.Client.Access;

namespace PodKube;

/// <summary>What the server thinks of a token. Never holds the token.</summary>
public sealed class KubeTokenVerdict
{
    internal KubeTokenVerdict(TokenVerdict verdict)
    {
        IsAuthenticated = verdict.IsAuthenticated;
        User = verdict.User?.User;
        Uid = verdict.User?.Uid;
        Groups = [.. verdict.User?.Groups ?? []];
        Namespace = verdict.User?.ServiceAccountNamespace;
        ServiceAccount = verdict.User?.ServiceAccountName;
        Audience = [.. verdict.Audiences];
        Error = verdict.Error;
    }

    /// <summary>Whether the server would let its bearer in.</summary>
    public bool IsAuthenticated { get; }

    /// <summary>The user; null when the token is not accepted.</summary>
    public string? User { get; }

    /// <summary>The user's uid.</summary>
    public string? Uid { get; }

    /// <summary>The user's groups.</summary>
    public string[] Groups { get; }

    /// <summary>The service account's namespace; null when the user is none.</summary>
    public string? Namespace { get; }

    /// <summary>The service account's name; null when the user is none.</summary>
    public string? ServiceAccount { get; }

    /// <summary>The audiences that it is accepted for.</summary>
    public string[] Audience { get; }

    /// <summary>Why the token is not accepted, in the server's words.</summary>
    public string Error { get; }

    /// <summary>The user, or that there is none.</summary>
    public override string ToString() => User ?? "not accepted";
}
