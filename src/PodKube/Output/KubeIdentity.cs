using System.Management.Automation;
using PodKube.Client.Access;
using PodKube.Client.Auth;

namespace PodKube;

/// <summary>Who the server says one is. Holds facts about the token, never the token.</summary>
public sealed class KubeIdentity
{
    private static readonly TimeProvider s_clock = TimeProvider.System;

    private KubeIdentity(Identity identity, KubeSession session)
    {
        TokenClaims? token = identity.Token;
        User = identity.User;
        Uid = identity.Uid;
        Groups = [.. identity.Groups];
        Extra = ToObject(identity.Extra);
        Namespace = identity.ServiceAccountNamespace ?? session.Namespace;
        ServiceAccount = identity.ServiceAccountName;
        IsConfirmed = identity.IsConfirmed;
        Pod = First(identity, "pod-name") ?? token?.Pod;
        Node = First(identity, "node-name") ?? token?.Node;
        CredentialId = First(identity, "credential-id");
        TokenIssued = token?.IssuedAt?.UtcDateTime;
        TokenExpires = token?.ExpiresAt?.UtcDateTime;
        TokenAudience = token is null ? [] : [.. token.Audiences];
        Server = session.Server;
    }

    /// <summary>The user name, for instance <c>system:serviceaccount:team-a:robot</c>.</summary>
    public string User { get; }

    /// <summary>The uid; empty when the server gives none.</summary>
    public string Uid { get; }

    /// <summary>The groups.</summary>
    public string[] Groups { get; }

    /// <summary>Further facts, one property each with all its values.</summary>
    public PSObject Extra { get; }

    /// <summary>The service account's namespace, or the session's where the user is none.</summary>
    public string Namespace { get; }

    /// <summary>The service account's name; null when the user is none.</summary>
    public string? ServiceAccount { get; }

    /// <summary>The pod that the token belongs to; null when it belongs to none.</summary>
    public string? Pod { get; }

    /// <summary>The node of that pod; null when not known.</summary>
    public string? Node { get; }

    /// <summary>The id of the credential in use; null when the server does not tell.</summary>
    public string? CredentialId { get; }

    /// <summary>When the token was issued, in UTC; null without a token.</summary>
    public DateTime? TokenIssued { get; }

    /// <summary>When the token ends, in UTC; null without a token or an end.</summary>
    public DateTime? TokenExpires { get; }

    /// <summary>How old the token is; null without a token.</summary>
    public TimeSpan? TokenAge => s_clock.GetUtcNow().UtcDateTime - TokenIssued;

    /// <summary>The audiences that the token is for.</summary>
    public string[] TokenAudience { get; }

    /// <summary>Whether the server itself said so; false when it serves no such review and the token's claims were read.</summary>
    public bool IsConfirmed { get; }

    /// <summary>The API server that was asked.</summary>
    public Uri Server { get; }

    /// <summary>The user name.</summary>
    public override string ToString() => User;

    internal static KubeIdentity From(Identity identity, KubeSession session) => new(identity, session);

    private static string? First(Identity identity, string fact) =>
        identity.Extra.TryGetValue("authentication.kubernetes.io/" + fact, out IReadOnlyList<string>? values) && values.Count > 0 ? values[0] : null;

    private static PSObject ToObject(IReadOnlyDictionary<string, IReadOnlyList<string>> extra)
    {
        PSObject result = new();
        foreach ((string name, IReadOnlyList<string> values) in extra)
        {
            result.Properties.Add(new PSNoteProperty(name, values.ToArray()));
        }

        return result;
    }
}
