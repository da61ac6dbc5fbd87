using System.Management.Automation;
using PodKube.Client;
using PodKube.Client.Requests;
using PodKube.Client.Resources;
using PodKube.Commands;
using PodKube.Logs;

namespace PodKube.Completion;

/// <summary>Completes the containers of the pods that the command line means: by name, wildcard, labels or owner, else of the namespace.</summary>
public sealed class ContainerCompleter : KubeCompleter
{
    /// <summary>So many pods are looked at: those of one owner are alike.</summary>
    private const int MostPods = 50;

    private protected override async Task<IReadOnlyList<CompletionItem>> FindAsync(
        CompletionContext context, string prefix, CancellationToken cancellationToken)
    {
        KubeClient client = context.Session.Client;
        string? name = context.Value("Name") ?? context.Value("Pod");
        IReadOnlyList<PodSelection> selections = name is not null && KindAndName.Parse(name) is { } owner
            ? await OfOwnerAsync(client, owner, context.Namespace, cancellationToken).ConfigureAwait(false)
            : [new PodSelection(context.Namespace, null, null, new NameFilter(name is null ? [] : [name]))];
        HashSet<string> containers = new(StringComparer.Ordinal);
        foreach (PodSelection selection in selections)
        {
            PodSelection labelled = selection.With(SelectorText.ForLabels(context.Bound["LabelSelector"] ?? context.Bound["Selector"]));
            await foreach (KubeObject pod in client.ListAsync(KnownKinds.Get("Pod"), ToOptions(labelled), cancellationToken).ConfigureAwait(false))
            {
                containers.UnionWith(labelled.Matches(pod) ? PodContainers.Of(pod).All : []);
            }
        }

        return
        [
            .. containers.Where(c => c.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
                .Order(StringComparer.Ordinal)
                .Select(c => new CompletionItem(c, name is null ? $"Container {c}" : $"Container of {name}")),
        ];
    }

    // A name that is whole is looked up among all; what is listed otherwise may be cut.
    private static ListOptions ToOptions(PodSelection selection) => selection.Names is { Exact: [string only], HasPatterns: false }
        ? selection.ToListOptions() with { FieldSelector = "metadata.name=" + only }
        : selection.ToListOptions() with { ChunkSize = MostPods, Most = selection.Names.IsEmpty ? MostPods : null };

    private static async Task<IReadOnlyList<PodSelection>> OfOwnerAsync(KubeClient client, KindAndName owner, string? place, CancellationToken cancellationToken)
    {
        ApiResource resource = await client.Discovery.ResolveAsync(owner.Kind, cancellationToken).ConfigureAwait(false);
        KubeObject item = await client.GetAsync(resource, resource.Namespaced ? place : null, owner.Name, cancellationToken).ConfigureAwait(false);
        return resource is { Group: "", Kind: "Pod" }
            ? [new PodSelection(place, null, null, new NameFilter([owner.Name]))]
            : await new PodOwners(client).SelectAsync(item, cancellationToken).ConfigureAwait(false);
    }
}
