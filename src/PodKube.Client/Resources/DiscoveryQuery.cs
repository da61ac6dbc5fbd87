using System.Text.Json;
using PodKube.Client.Errors;
using PodKube.Client.Http;
using PodKube.Client.Requests;

namespace PodKube.Client.Resources;

/// <summary>Asks the server what it serves: in two requests where it can say it at once, else group by group.</summary>
internal sealed class DiscoveryQuery
{
    private const int AtOnce = 16;

    private const string Accept =
        "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json";

    private readonly KubeClient _client;
    private readonly List<string> _incomplete = [];

    internal DiscoveryQuery(KubeClient client) => _client = client;

    /// <summary>Asks for everything. A group that does not answer does not spoil the others.</summary>
    internal async Task<DiscoveredApis> RunAsync(CancellationToken cancellationToken)
    {
        Task<JsonDocument> core = GetAsync("/api", cancellationToken);
        Task<JsonDocument> groups = GetAsync("/apis", cancellationToken);
        await Task.WhenAll(core, groups).ContinueWith(
            static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default).ConfigureAwait(false);
        if (core.IsCanceled || groups.IsCanceled || (core.IsFaulted && groups.IsFaulted))
        {
            // Nothing to show at all: let the first failure speak.
            await core.ConfigureAwait(false);
            await groups.ConfigureAwait(false);
        }

        List<ApiResource> resources = [];
        resources.AddRange(await ReadRootAsync(core, "v1 (core)", DiscoveryReader.ReadCoreVersions, cancellationToken).ConfigureAwait(false));
        resources.AddRange(await ReadRootAsync(groups, "all groups under /apis", DiscoveryReader.ReadGroupVersions, cancellationToken).ConfigureAwait(false));
        return new DiscoveredApis(resources, _incomplete);
    }

    private async Task<IReadOnlyList<ApiResource>> ReadRootAsync(
        Task<JsonDocument> asked,
        string name,
        Func<JsonElement, IReadOnlyList<(string Group, string Version)>> readVersions,
        CancellationToken cancellationToken)
    {
        if (asked.IsFaulted)
        {
            _incomplete.Add(name);
            return [];
        }

        using JsonDocument root = await asked.ConfigureAwait(false);
        if (DiscoveryReader.IsAggregated(root.RootElement))
        {
            List<ApiResource> resources = [];
            DiscoveryReader.ReadAggregated(root.RootElement, resources, _incomplete);
            return resources;
        }

        return await ReadEachAsync(readVersions(root.RootElement), cancellationToken).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<ApiResource>> ReadEachAsync(IReadOnlyList<(string Group, string Version)> versions, CancellationToken cancellationToken)
    {
        IReadOnlyList<ApiResource>?[] found = new IReadOnlyList<ApiResource>?[versions.Count];
        ParallelOptions limit = new() { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, versions.Count, limit, async (i, token) =>
        {
            (string group, string version) = versions[i];
            found[i] = await TryReadAsync(group, version, token).ConfigureAwait(false);
        }).ConfigureAwait(false);
        _incomplete.AddRange(versions.Where((_, i) => found[i] is null).Select(v => v.Group.Length == 0 ? v.Version : $"{v.Group}/{v.Version}"));
        return [.. found.SelectMany(resources => resources ?? [])];
    }

    private async Task<IReadOnlyList<ApiResource>?> TryReadAsync(string group, string version, CancellationToken cancellationToken)
    {
        try
        {
            using JsonDocument answer = await GetAsync(group.Length == 0 ? $"/api/{version}" : $"/apis/{group}/{version}", cancellationToken).ConfigureAwait(false);
            return DiscoveryReader.ReadResources(group, version, answer.RootElement);
        }
        catch (Exception e) when (e is KubeApiException or JsonException or KubeTransportException { Reason: ErrorReason.Timeout or ErrorReason.ConnectionLost })
        {
            return null;
        }
    }

    private async Task<JsonDocument> GetAsync(string path, CancellationToken cancellationToken)
    {
        KubeRequest request = KubeRequest.Raw(HttpMethod.Get, path) with { Accept = Accept };
        using KubeResponse response = await _client.SendAsync(request, cancellationToken).ConfigureAwait(false);
        byte[] json = await response.ReadAsBytesAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return JsonDocument.Parse(json);
        }
        catch (JsonException e)
        {
            throw new KubeTransportException(
                ErrorReason.BadResponse,
                $"What {_client.Config.Server.Authority} answers at {path} is not JSON.",
                "Check that the server's address is that of a Kubernetes API server.",
                e,
                _client.Config.Server);
        }
    }
}
