using System.Runtime.CompilerServices;
using System.Text.Json;
using PodKube.Client.Errors;
using PodKube.Client.Requests;
using PodKube.Client.Resources;
using PodKube.Client.Yaml;

namespace PodKube.Client.Publishing;

/// <summary>
/// Finds what was published earlier and is not among what was published now: objects with the labels, applied by the same field
/// manager, owned by nobody, in the namespaces that were published into.
/// </summary>
public sealed class PruneSearch
{
    // Those that kubectl prunes by default, and what workloads bring with them: https://kubernetes.io/docs/reference/kubectl/generated/kubectl_apply/
    private static readonly HashSet<string> s_kinds = new(StringComparer.Ordinal)
    {
        "/ConfigMap", "/PersistentVolumeClaim", "/Pod", "/ReplicationController", "/Secret", "/Service", "/ServiceAccount",
        "apps/DaemonSet", "apps/Deployment", "apps/ReplicaSet", "apps/StatefulSet", "autoscaling/HorizontalPodAutoscaler", "batch/CronJob", "batch/Job",
        "networking.k8s.io/Ingress", "networking.k8s.io/NetworkPolicy", "policy/PodDisruptionBudget",
        "rbac.authorization.k8s.io/Role", "rbac.authorization.k8s.io/RoleBinding",
    };

    private static readonly string?[] s_noPlace = [null];

    private static readonly JsonDocumentOptions s_options = new() { MaxDepth = YamlComposer.MaxDepth };

    private readonly KubeClient _client;
    private readonly string _fieldManager;

    /// <summary>Makes a search for what this field manager applied.</summary>
    public PruneSearch(KubeClient client, string fieldManager)
    {
        _client = client;
        _fieldManager = fieldManager;
    }

    /// <summary>Finds what is left over. Beside the common namespaced kinds, those that were published are looked through.</summary>
    /// <param name="published">What was published now.</param>
    /// <param name="labelSelector">The labels, in the server's syntax.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>What is left over, and the kinds that could not be looked through.</returns>
    /// <exception cref="KubeException">What is served cannot be found out. Thrown while enumerating.</exception>
    public async IAsyncEnumerable<PruneFinding> RunAsync(
        IReadOnlyCollection<PublishResult> published, string labelSelector, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(published);
        ArgumentException.ThrowIfNullOrWhiteSpace(labelSelector);
        HashSet<string> kept = [.. published.Select(static p => p.Result?.Uid ?? "")];
        string[] places = [.. published.Select(static p => p.Namespace).OfType<string>().Distinct()];
        foreach (ApiResource resource in await FindKindsAsync(published, cancellationToken).ConfigureAwait(false))
        {
            foreach (string? place in resource.Namespaced ? places : s_noPlace)
            {
                await foreach (PruneFinding finding in ListAsync(resource, place, labelSelector, cancellationToken).ConfigureAwait(false))
                {
                    if (finding.Item is null || (!kept.Contains(finding.Item.Uid) && IsOurs(finding.Item)))
                    {
                        yield return finding;
                    }
                }
            }
        }
    }

    // That one kind may not be listed says nothing about the others.
    private async IAsyncEnumerable<PruneFinding> ListAsync(
        ApiResource resource, string? place, string labelSelector, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ListOptions options = new() { Namespace = place, LabelSelector = labelSelector };
        IAsyncEnumerator<KubeObject> items = _client.ListAsync(resource, options, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using (items.ConfigureAwait(false))
        {
            PruneFinding? finding;
            do
            {
                finding = await NextAsync(items, resource, place).ConfigureAwait(false);
                if (finding is not null)
                {
                    yield return finding;
                }
            }
            while (finding is { Failure: null });
        }
    }

    private static async Task<PruneFinding?> NextAsync(IAsyncEnumerator<KubeObject> items, ApiResource resource, string? place)
    {
        try
        {
            return await items.MoveNextAsync().ConfigureAwait(false) ? new PruneFinding(resource, place) { Item = items.Current } : null;
        }
        catch (KubeApiException e)
        {
            return new PruneFinding(resource, place) { Failure = e };
        }
    }

    private async Task<IEnumerable<ApiResource>> FindKindsAsync(IReadOnlyCollection<PublishResult> published, CancellationToken cancellationToken)
    {
        IReadOnlyList<ApiResource> all = await _client.Discovery.ListAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        IEnumerable<ApiResource> common = all.Where(static r => r.Namespaced && r.Supports("list") && s_kinds.Contains($"{r.Group}/{r.Kind}"));
        return published.Select(static p => p.Resource).OfType<ApiResource>().Concat(common).DistinctBy(static r => (r.Group, r.Plural));
    }

    private bool IsOurs(KubeObject item)
    {
        if (!item.TryGetField("metadata", out ReadOnlyMemory<byte> json))
        {
            return false;
        }

        using JsonDocument document = JsonDocument.Parse(json, s_options);
        JsonElement metadata = document.RootElement;
        bool isOwned = metadata.TryGetProperty("ownerReferences", out JsonElement owners) && owners.GetArrayLength() > 0;
        return !isOwned
            && !metadata.TryGetProperty("deletionTimestamp", out _)
            && metadata.TryGetProperty("managedFields", out JsonElement managers)
            && managers.EnumerateArray().Any(IsOurApply);
    }

    private bool IsOurApply(JsonElement manager) =>
        manager.TryGetProperty("manager", out JsonElement name) && name.ValueEquals(_fieldManager)
        && manager.TryGetProperty("operation", out JsonElement operation) && operation.ValueEquals("Apply");
}
