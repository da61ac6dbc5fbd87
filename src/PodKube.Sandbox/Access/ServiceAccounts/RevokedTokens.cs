using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Access.ServiceAccounts;

/// <summary>Tokens that a fault has taken back before their time, by their identifier (the claim <c>jti</c>).</summary>
internal sealed class RevokedTokens
{
    private readonly ConcurrentDictionary<string, bool> _ids = new(StringComparer.Ordinal);

    public void Add(string id) => _ids[id] = true;

    public bool Contains(JsonObject claims) => !_ids.IsEmpty && claims.GetText("jti") is { } id && _ids.ContainsKey(id);
}
