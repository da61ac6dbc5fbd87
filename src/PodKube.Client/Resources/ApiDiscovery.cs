using PodKube.Client.Errors;

namespace PodKube.Client.Resources;

/// <summary>What the server serves. Asked once and kept; a name that is not found asks once more, as a kind may have come since.</summary>
public sealed class ApiDiscovery
{
    private readonly KubeClient _client;
    private readonly object _lock = new();
    private Task<DiscoveredApis>? _asked;

    internal ApiDiscovery(KubeClient client) => _client = client;

    /// <summary>Finds a kind by any of its names.</summary>
    /// <param name="name">
    /// <c>pods</c>, <c>po</c>, <c>Pod</c>, <c>deploy</c>, <c>deployments.apps</c>, <c>deployments.v1.apps</c>, <c>apps/v1/Deployment</c>, <c>v1/Pod</c>.
    /// Where several kinds have the name, the core group's wins, then the server's order of groups, as with kubectl.
    /// </param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="KubeResourceException">No served kind has that name. The advice names similar ones.</exception>
    /// <exception cref="KubeException">The server could not be asked.</exception>
    public async Task<ApiResource> ResolveAsync(string name, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        (DiscoveredApis apis, bool fresh) = await GetAsync(refresh: false, cancellationToken).ConfigureAwait(false);
        ApiResource? found = ResourceMatcher.Find(apis.Resources, name);
        if (found is null && !fresh)
        {
            (apis, _) = await GetAsync(refresh: true, cancellationToken).ConfigureAwait(false);
            found = ResourceMatcher.Find(apis.Resources, name);
        }

        return found ?? throw new KubeResourceException(name, ResourceMatcher.Suggest(apis.Resources, name), apis.IncompleteGroups);
    }

    /// <summary>All kinds: the core group first, then the groups in the server's order, each group's preferred version first.</summary>
    /// <param name="refresh">Whether to ask the server even if the answer is known.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="KubeException">The server could not be asked.</exception>
    public async Task<IReadOnlyList<ApiResource>> ListAsync(bool refresh = false, CancellationToken cancellationToken = default) =>
        (await GetAsync(refresh, cancellationToken).ConfigureAwait(false)).Apis.Resources;

    /// <summary>The API groups whose server did not answer, so that their kinds may be missing or old.</summary>
    /// <exception cref="KubeException">The server could not be asked.</exception>
    public async Task<IReadOnlyList<string>> ListIncompleteGroupsAsync(CancellationToken cancellationToken = default) =>
        (await GetAsync(refresh: false, cancellationToken).ConfigureAwait(false)).Apis.IncompleteGroups;

    private async Task<(DiscoveredApis Apis, bool Fresh)> GetAsync(bool refresh, CancellationToken cancellationToken)
    {
        bool fresh = false;
        Task<DiscoveredApis> asked;
        lock (_lock)
        {
            if (_asked is null or { IsFaulted: true } or { IsCanceled: true } || (refresh && _asked.IsCompleted))
            {
                // One caller's Ctrl+C must not end the question for the others who wait for it.
                _asked = new DiscoveryQuery(_client).RunAsync(CancellationToken.None);
                fresh = true;
            }

            asked = _asked;
        }

        return (await asked.WaitAsync(cancellationToken).ConfigureAwait(false), fresh);
    }
}
