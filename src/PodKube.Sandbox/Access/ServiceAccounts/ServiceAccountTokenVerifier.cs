using System.Collections.Immutable;
using System.Text.Json.Nodes;
using PodKube.Sandbox.Pki;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Access.ServiceAccounts;

/// <summary>
/// Checks service account tokens: signature, times, audience, and that the account and what the token is bound to still
/// exist, with the same uid. https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/
/// </summary>
internal sealed class ServiceAccountTokenVerifier(ServiceAccountKey key, ObjectStore store, TimeProvider time)
{
    private const string ExtraPrefix = "authentication.kubernetes.io/";
    private const string Invalidated = "service account token has been invalidated";

    private readonly VerifiedTokenCache _verified = new();
    private readonly RevokedTokens _revoked = new();

    public RevokedTokens Revoked => _revoked;

    /// <param name="text">The token.</param>
    /// <param name="audiences">For whom it must be; empty means the API server itself.</param>
    public TokenCheck Check(string text, ImmutableArray<string> audiences)
    {
        if (!_verified.TryGet(text, out JsonObject? claims))
        {
            if (!JsonWebToken.TryParse(text, out JsonWebToken? token) || !key.HasSigned(token))
            {
                return TokenCheck.NotOurs;
            }

            claims = token.Claims;
            _verified.Add(text, claims);
        }

        if (_revoked.Contains(claims))
        {
            return TokenCheck.Refused(Invalidated);
        }

        return claims.GetText("iss") switch
        {
            ServiceAccountTokenIssuer.Issuer => CheckBound(claims, audiences),
            ServiceAccountTokenIssuer.LegacyIssuer => CheckLegacy(claims, text, audiences),
            _ => TokenCheck.NotOurs,
        };
    }

    private TokenCheck CheckBound(JsonObject claims, ImmutableArray<string> wanted)
    {
        wanted = wanted.IsEmpty ? ServiceAccountTokenIssuer.DefaultAudiences : wanted;
        ImmutableArray<string> held = claims.GetTexts("aud");
        ImmutableArray<string> common = [.. wanted.Where(audience => held.Contains(audience))];
        if (common.IsEmpty)
        {
            return TokenCheck.Refused($"token audiences {GoText.Quote(held)} is invalid for the target audiences {GoText.Quote(wanted)}");
        }

        long now = time.GetUtcNow().ToUnixTimeSeconds();
        if (claims.GetLong("exp") is { } expires && now > expires)
        {
            return TokenCheck.Refused("service account token has expired");
        }

        if (claims.GetLong("nbf") is { } notBefore && now < notBefore)
        {
            return TokenCheck.Refused("service account token is not valid yet");
        }

        JsonObject? bound = claims.GetObject("kubernetes.io");
        string ns = bound.TextOrEmpty("namespace");
        JsonObject? account = bound.GetObject("serviceaccount");
        string? error = AccountError(ns, account.TextOrEmpty("name"), account.TextOrEmpty("uid"))
            ?? BoundError(bound.GetObject("pod"), "pods", ns)
            ?? BoundError(bound.GetObject("secret"), "secrets", ns)
            ?? (bound.GetObject("pod") is null ? BoundError(bound.GetObject("node"), "nodes", string.Empty) : null);
        return error is not null
            ? TokenCheck.Refused(error)
            : TokenCheck.Success(User(ns, account.TextOrEmpty("name"), account.TextOrEmpty("uid"), Extra(claims, bound)), common);
    }

    private TokenCheck CheckLegacy(JsonObject claims, string text, ImmutableArray<string> wanted)
    {
        // A legacy token names no audience; it is good for the API server alone.
        ImmutableArray<string> own = ServiceAccountTokenIssuer.DefaultAudiences;
        if (!wanted.IsEmpty && !wanted.Any(own.Contains))
        {
            return TokenCheck.Refused($"token audiences {GoText.Quote(own)} is invalid for the target audiences {GoText.Quote(wanted)}");
        }

        string ns = Claim(claims, "namespace");
        string secretName = Claim(claims, "secret.name");
        StoredObject? secret = store.Get(new ObjectKey("secrets", ns, secretName));
        if (IsGone(secret))
        {
            return TokenCheck.Refused(Invalidated);
        }

        string encoded = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(text));
        if (secret!.Value.GetObject("data").GetText("token") != encoded)
        {
            return TokenCheck.Refused("service account token does not match server's copy");
        }

        string name = Claim(claims, "service-account.name");
        string uid = Claim(claims, "service-account.uid");
        return AccountError(ns, name, uid) is { } error
            ? TokenCheck.Refused(error)
            : TokenCheck.Success(User(ns, name, uid, []), own);
    }

    private string? AccountError(string ns, string name, string uid)
    {
        if (store.Get(new ObjectKey("serviceaccounts", ns, name)) is not { } account)
        {
            return $"serviceaccounts {GoText.Quote(name)} not found";
        }

        string? current = account.Value.GetObject("metadata").GetText("uid");
        return IsGone(account) ? $"service account {ns}/{name} has been deleted"
            : current == uid ? null
            : $"service account UID ({current}) does not match claim ({uid})";
    }

    private string? BoundError(JsonObject? reference, string resource, string ns)
    {
        if (reference is null)
        {
            return null;
        }

        StoredObject? bound = store.Get(new ObjectKey(resource, ns, reference.TextOrEmpty("name")));
        return IsGone(bound) || bound!.Value.GetObject("metadata").GetText("uid") != reference.GetText("uid") ? Invalidated : null;
    }

    // An object with a grace period keeps its tokens good until a minute after it should have gone.
    private bool IsGone(StoredObject? stored) => stored is null
        || (stored.Value.GetObject("metadata").GetText("deletionTimestamp") is { } deleted
            && DateTimeOffset.Parse(deleted, System.Globalization.CultureInfo.InvariantCulture) + TimeSpan.FromMinutes(1) < time.GetUtcNow());

    private static string Claim(JsonObject claims, string name) => claims.TextOrEmpty(ServiceAccountTokenIssuer.LegacyClaimPrefix + name);

    private static UserInfo User(string ns, string name, string uid, Dictionary<string, IReadOnlyList<string>> extra) => new(
        ServiceAccountName.UserOf(ns, name),
        uid,
        [.. ServiceAccountName.GroupsOf(ns), SystemGroups.Authenticated],
        extra);

    private static Dictionary<string, IReadOnlyList<string>> Extra(JsonObject claims, JsonObject? bound)
    {
        var extra = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        if (claims.GetText("jti") is { } id)
        {
            extra[ExtraPrefix + "credential-id"] = [$"JTI={id}"];
        }

        foreach (string kind in (ReadOnlySpan<string>)["pod", "node"])
        {
            if (bound.GetObject(kind) is { } reference)
            {
                extra[$"{ExtraPrefix}{kind}-name"] = [reference.TextOrEmpty("name")];
                extra[$"{ExtraPrefix}{kind}-uid"] = [reference.TextOrEmpty("uid")];
            }
        }

        return extra;
    }
}
