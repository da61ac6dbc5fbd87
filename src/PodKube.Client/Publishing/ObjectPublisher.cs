using System.Runtime.CompilerServices;
using PodKube.Client.Manifests;
using PodKube.Client.Resources;

namespace PodKube.Client.Publishing;

/// <summary>
/// Publishes objects by server-side apply, in the order in which they need each other; those of one place in the order go at the same
/// time. One object's failure does not stop the others.
/// </summary>
public sealed class ObjectPublisher
{
    private const string Definition = "CustomResourceDefinition";

    private readonly ObjectApplication _application;
    private readonly KindLookup _kinds;
    private readonly PublishOptions _options;

    /// <summary>Makes a publisher. Nothing is sent yet.</summary>
    public ObjectPublisher(KubeClient client, PublishOptions options)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _application = new ObjectApplication(client, options);
        _kinds = new KindLookup(client, options.DefinitionTimeout);
    }

    /// <summary>Publishes the objects; the results come in the order of publishing.</summary>
    public async IAsyncEnumerable<PublishResult> PublishAsync(
        IReadOnlyList<KubeObject> manifests, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(manifests);
        foreach (IGrouping<int, KubeObject> place in manifests.GroupBy(static m => KindOrder.PlaceOf(m.Kind)).OrderBy(static g => g.Key))
        {
            Dictionary<(string, string), object> kinds = await _kinds.FindAsync(place, cancellationToken).ConfigureAwait(false);
            HashSet<(ApiResource, string?, string)> seen = [];
            await foreach (PublishResult result in OrderedThrottle.RunAsync(
                place,
                _options.Concurrency,
                (manifest, stop) => kinds[(manifest.ApiVersion, manifest.Kind)] is ApiResource resource
                    ? seen.Add((resource, _application.PlaceOf(resource, manifest), manifest.Name))
                        ? PublishOneAsync(resource, manifest, manifests, stop)
                        : Task.FromResult(Twice(resource, manifest))
                    : Task.FromResult(new PublishResult(manifest, null, manifest.Namespace) { Failure = (Exception)kinds[(manifest.ApiVersion, manifest.Kind)] }),
                cancellationToken).ConfigureAwait(false))
            {
                yield return result;
            }
        }
    }

    /// <summary>Finds out what publishing would change; the server goes through everything and keeps nothing.</summary>
    public async IAsyncEnumerable<ComparedObject> CompareAsync(
        IReadOnlyList<KubeObject> manifests, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(manifests);
        Dictionary<(string, string), object> kinds = await _kinds.FindAsync(manifests, cancellationToken).ConfigureAwait(false);
        await foreach (ComparedObject result in OrderedThrottle.RunAsync(
            KindOrder.ForCreation(manifests),
            _options.Concurrency,
            (manifest, stop) => kinds[(manifest.ApiVersion, manifest.Kind)] is ApiResource resource
                ? _application.CompareAsync(resource, manifest, stop)
                : Task.FromResult(CompareUnserved(manifest, manifests, (Exception)kinds[(manifest.ApiVersion, manifest.Kind)])),
            cancellationToken).ConfigureAwait(false))
        {
            yield return result;
        }
    }

    // A kind that the same manifests define would be new; of any other one it is a mistake.
    private static ComparedObject CompareUnserved(KubeObject manifest, IReadOnlyList<KubeObject> all, Exception failure)
    {
        ComparedObject result = new(manifest, null, manifest.Namespace);
        return all.Any(other => other.Kind == Definition && CustomKind.Of(other) is { } defined && defined.Is(manifest))
            ? result with { After = ObjectApplication.Strip(manifest) }
            : result with { Failure = failure };
    }

    // Two at the same time, and the last one wins: which one that is, is no answer.
    private PublishResult Twice(ApiResource resource, KubeObject manifest) => new(manifest, resource, _application.PlaceOf(resource, manifest))
    {
        Failure = new ArgumentException($"{manifest} stands twice among what is to be published; the first one was taken."),
    };

    private async Task<PublishResult> PublishOneAsync(
        ApiResource resource, KubeObject manifest, IReadOnlyList<KubeObject> all, CancellationToken cancellationToken)
    {
        PublishResult result = await _application.PublishAsync(resource, manifest, cancellationToken).ConfigureAwait(false);
        if (manifest.Kind == Definition && result.Result is { } definition && !_options.DryRun
            && CustomKind.Of(definition) is { } defined && all.Any(defined.Is))
        {
            return await AwaitDefinitionAsync(resource, result, defined, cancellationToken).ConfigureAwait(false);
        }

        return result;
    }

    private async Task<PublishResult> AwaitDefinitionAsync(ApiResource resource, PublishResult result, CustomKind defined, CancellationToken cancellationToken)
    {
        try
        {
            await _kinds.DefineAsync(resource, result.Result!.Name, defined, cancellationToken).ConfigureAwait(false);
            return result;
        }
        catch (Exception e) when (ObjectApplication.IsFailure(e))
        {
            return result with { Failure = e };
        }
    }
}
