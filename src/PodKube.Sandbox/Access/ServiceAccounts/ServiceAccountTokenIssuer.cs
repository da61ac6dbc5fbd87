using System.Collections.Immutable;
using System.Text.Json.Nodes;
using PodKube.Sandbox.Pki;

namespace PodKube.Sandbox.Access.ServiceAccounts;

/// <summary>Writes service account tokens with the claims that kube-apiserver gives them.</summary>
internal sealed class ServiceAccountTokenIssuer(ServiceAccountKey key, TimeProvider time)
{
    public const string Issuer = "https://kubernetes.default.svc.cluster.local";
    public const string LegacyIssuer = "kubernetes/serviceaccount";
    public const string LegacyClaimPrefix = "kubernetes.io/serviceaccount/";

    /// <summary>The lifetime that the pod volume asks for. It is odd so that the server can tell it from a person's wish.</summary>
    public static readonly TimeSpan InjectedLifetime = TimeSpan.FromSeconds(3607);

    // Clients that never re-read their token got a year of grace (KEP-1205); the server warns about them instead.
    private static readonly TimeSpan s_extendedLifetime = TimeSpan.FromDays(365);

    public static ImmutableArray<string> DefaultAudiences { get; } = [Issuer];

    public ServiceAccountKey Key => key;

    public IssuedToken Issue(TokenSpecification specification)
    {
        DateTimeOffset now = time.GetUtcNow();
        DateTimeOffset expires = now + specification.Lifetime;
        ImmutableArray<string> audiences = specification.Audiences.IsEmpty ? DefaultAudiences : specification.Audiences;
        bool extended = specification.BoundTo?.Kind == BoundObject.Pod
            && specification.Lifetime == InjectedLifetime
            && audiences.SequenceEqual(DefaultAudiences);
        JsonObject bound = BoundClaims(specification);
        if (extended)
        {
            bound["warnafter"] = expires.ToUnixTimeSeconds();
        }

        var claims = new JsonObject
        {
            ["aud"] = audiences.ToJson(),
            ["exp"] = (extended ? now + s_extendedLifetime : expires).ToUnixTimeSeconds(),
            ["iat"] = now.ToUnixTimeSeconds(),
            ["iss"] = Issuer,
            ["jti"] = Guid.NewGuid().ToString(),
            ["kubernetes.io"] = bound,
            ["nbf"] = now.ToUnixTimeSeconds(),
            ["sub"] = ServiceAccountName.UserOf(specification.Namespace, specification.Name),
        };
        return new IssuedToken(key.Sign(claims), expires);
    }

    /// <summary>The token of a secret of type kubernetes.io/service-account-token: it has no expiry and ends with its secret.</summary>
    public string IssueLegacy(string ns, string secretName, string accountName, string accountUid) => key.Sign(new JsonObject
    {
        ["iss"] = LegacyIssuer,
        [LegacyClaimPrefix + "namespace"] = ns,
        [LegacyClaimPrefix + "secret.name"] = secretName,
        [LegacyClaimPrefix + "service-account.name"] = accountName,
        [LegacyClaimPrefix + "service-account.uid"] = accountUid,
        ["sub"] = ServiceAccountName.UserOf(ns, accountName),
    });

    private static JsonObject BoundClaims(TokenSpecification specification)
    {
        var claims = new JsonObject { ["namespace"] = specification.Namespace };
        if (specification.Node is { } node)
        {
            claims["node"] = Reference(node);
        }

        if (specification.BoundTo is { } bound)
        {
            claims[bound.Kind.ToLowerInvariant()] = Reference(bound);
        }

        claims["serviceaccount"] = new JsonObject { ["name"] = specification.Name, ["uid"] = specification.Uid };
        return claims;
    }

    private static JsonObject Reference(BoundObject bound) => new() { ["name"] = bound.Name, ["uid"] = bound.Uid };
}
