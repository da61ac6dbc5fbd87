using PodKube.Client.Auth;
using PodKube.Objects;

namespace PodKube;

/// <summary>What a token says about itself. Never holds the token.</summary>
public sealed class KubeToken
{
    private static readonly TimeProvider s_clock = TimeProvider.System;

    internal KubeToken(TokenClaims claims, bool isVerified)
    {
        Subject = claims.Subject;
        Issuer = claims.Issuer;
        Audience = [.. claims.Audiences];
        Issued = claims.IssuedAt?.UtcDateTime;
        NotBefore = claims.NotBefore?.UtcDateTime;
        Expires = claims.ExpiresAt?.UtcDateTime;
        RenewAfter = claims.WarnAfter?.UtcDateTime;
        Id = claims.Id;
        Namespace = claims.Namespace;
        ServiceAccount = claims.ServiceAccount;
        Pod = claims.Pod;
        Node = claims.Node;
        IsLegacy = claims.IsLegacy;
        IsVerified = isVerified;
        Claims = JsonValueReader.Read(claims.Json, null)!;
    }

    /// <summary>Whom the token names, for instance <c>system:serviceaccount:team-a:robot</c>.</summary>
    public string? Subject { get; }

    /// <summary>Who issued it.</summary>
    public string? Issuer { get; }

    /// <summary>Whom it is for.</summary>
    public string[] Audience { get; }

    /// <summary>When it was issued, in UTC.</summary>
    public DateTime? Issued { get; }

    /// <summary>From when on it holds, in UTC.</summary>
    public DateTime? NotBefore { get; }

    /// <summary>When it ends, in UTC; null for one that never does.</summary>
    public DateTime? Expires { get; }

    /// <summary>After this time the kubelet should have put another in its place; null where the token says nothing of it.</summary>
    public DateTime? RenewAfter { get; }

    /// <summary>Its id.</summary>
    public string? Id { get; }

    /// <summary>The service account's namespace.</summary>
    public string? Namespace { get; }

    /// <summary>The service account.</summary>
    public string? ServiceAccount { get; }

    /// <summary>The pod that it ends with; null when it is bound to none.</summary>
    public string? Pod { get; }

    /// <summary>The node of that pod.</summary>
    public string? Node { get; }

    /// <summary>Whether it is of the old kind, kept in a Secret and without an end.</summary>
    public bool IsLegacy { get; }

    /// <summary>Whether the signature was checked and is the cluster's. False means that nobody looked.</summary>
    public bool IsVerified { get; }

    /// <summary>All claims, as they stand in the token; times are seconds since 1970 here.</summary>
    public object Claims { get; }

    /// <summary>Whether its time is over.</summary>
    public bool IsExpired => Expires <= s_clock.GetUtcNow().UtcDateTime;

    /// <summary>Whom it names.</summary>
    public override string ToString() => Subject ?? "";
}
