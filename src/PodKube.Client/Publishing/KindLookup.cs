using PodKube.Client.Errors;
using PodKube.Client.Resources;
using PodKube.Client.Watch;

namespace PodKube.Client.Publishing;

/// <summary>Finds the kinds of manifests; waits for those whose definitions were just published.</summary>
internal sealed class KindLookup(KubeClient client, TimeSpan definitionTimeout)
{
    private static readonly TimeSpan s_step = TimeSpan.FromMilliseconds(200);

    private readonly HashSet<CustomKind> _defined = [];

    /// <summary>Finds the kinds of all these objects, each once. A kind that is not served stands with its failure.</summary>
    internal async Task<Dictionary<(string ApiVersion, string Kind), object>> FindAsync(IEnumerable<KubeObject> objects, CancellationToken cancellationToken)
    {
        Dictionary<(string ApiVersion, string Kind), object> found = [];
        foreach ((string apiVersion, string kind) in objects.Select(static o => (o.ApiVersion, o.Kind)).Distinct())
        {
            try
            {
                found[(apiVersion, kind)] = await FindAsync(apiVersion, kind, cancellationToken).ConfigureAwait(false);
            }
            catch (KubeException e)
            {
                found[(apiVersion, kind)] = e;
            }
        }

        return found;
    }

    /// <summary>Takes note of a definition that was published, and waits until the server has accepted it.</summary>
    internal async Task DefineAsync(ApiResource resource, string name, CustomKind defined, CancellationToken cancellationToken)
    {
        lock (_defined)
        {
            _defined.Add(defined);
        }

        WaitOptions patience = new() { Timeout = definitionTimeout };
        await client.WaitAsync(resource, null, name, WaitCondition.Condition("Established"), patience, cancellationToken).ConfigureAwait(false);
    }

    private async Task<ApiResource> FindAsync(string apiVersion, string kind, CancellationToken cancellationToken)
    {
        // All definitions stand in an earlier place of the order: none comes while kinds are looked for.
        bool defined = _defined.Any(d => d.Is(apiVersion, kind));
        long start = client.Options.TimeProvider.GetTimestamp();
        while (true)
        {
            try
            {
                return await client.Discovery.ResolveAsync($"{apiVersion}/{kind}", cancellationToken).ConfigureAwait(false);
            }
            catch (KubeResourceException) when (defined && client.Options.TimeProvider.GetElapsedTime(start) < definitionTimeout)
            {
                // Discovery follows an established definition a moment later.
                await Task.Delay(s_step, client.Options.TimeProvider, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
