using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;

namespace PodKube.Sandbox.Access.ServiceAccounts;

/// <summary>
/// The claims of tokens whose signature was found good, so that only the first of a thousand requests pays for the check.
/// Whether a token is still acceptable is decided anew each time.
/// </summary>
internal sealed class VerifiedTokenCache
{
    private const int Capacity = 1024;

    private readonly ConcurrentDictionary<string, JsonObject> _claims = new(StringComparer.Ordinal);

    public bool TryGet(string text, [NotNullWhen(true)] out JsonObject? claims) => _claims.TryGetValue(text, out claims);

    public void Add(string text, JsonObject claims)
    {
        // Tokens come and go with their pods: starting over is cheaper than keeping an order of use.
        if (_claims.Count >= Capacity)
        {
            _claims.Clear();
        }

        _claims[text] = claims;
    }
}
