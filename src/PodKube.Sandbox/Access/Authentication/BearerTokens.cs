using System.Collections.Concurrent;
using System.Collections.Immutable;
using PodKube.Sandbox.Access.ServiceAccounts;

namespace PodKube.Sandbox.Access.Authentication;

/// <summary>Every bearer token that the server accepts: the static ones of the administrator, and those of service accounts.</summary>
internal sealed class BearerTokens(ServiceAccountTokenVerifier serviceAccounts)
{
    private readonly ConcurrentDictionary<string, UserInfo> _static = new(StringComparer.Ordinal);

    /// <summary>Accepts a fixed token, as kube-apiserver does with <c>--token-auth-file</c>.</summary>
    public void AddStatic(string token, UserInfo user) => _static[token] = user;

    public TokenCheck Check(string token, ImmutableArray<string> audiences)
    {
        if (!_static.TryGetValue(token, out var user))
        {
            return serviceAccounts.Check(token, audiences);
        }

        var own = ServiceAccountTokenIssuer.DefaultAudiences;
        ImmutableArray<string> common = audiences.IsEmpty ? own : [.. audiences.Where(own.Contains)];
        return common.IsEmpty ? TokenCheck.NotOurs : TokenCheck.Success(user, common);
    }
}
