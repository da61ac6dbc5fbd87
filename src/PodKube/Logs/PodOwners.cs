using System.Management.Automation;
using PodKube.Client;
using PodKube.Client.Requests;
using PodKube.Client.Resources;
using PodKube.Commands;
using PodKube.Objects;

namespace PodKube.Logs;

/// <summary>Finds the pods of what selects them (workloads, services, jobs) or owns them (anything else, and cron jobs by their jobs).</summary>
internal sealed class PodOwners(KubeClient client)
{
    private const string Batch = "batch/v1";

    /// <summary>The pods of an object that somebody has at hand. It is read again only where it does not say itself which they are.</summary>
    /// <param name="item">The object.</param>
    /// <param name="reference">What it says about itself, with its namespace.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <exception cref="ArgumentException">It is no object of the API.</exception>
    public async Task<IReadOnlyList<PodSelection>> SelectAsync(PSObject item, ObjectReference reference, CancellationToken cancellationToken)
    {
        if (SelectorOf(item) is { } selector)
        {
            return [Select(reference, selector)];
        }

        if (!reference.HasKind || string.IsNullOrEmpty(reference.Name))
        {
            throw new ArgumentException("What was piped in is neither a pod nor something that selects or owns pods: it says no apiVersion, kind and name.");
        }

        ApiResource resource = KnownKinds.Find(reference.ApiVersion, reference.Kind)
            ?? await client.Discovery.ResolveAsync($"{reference.ApiVersion}/{reference.Kind}", cancellationToken).ConfigureAwait(false);
        string? place = resource.Namespaced ? reference.Namespace : null;
        return await SelectAsync(await client.GetAsync(resource, place, reference.Name, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The pods of an object as the server has it; of a cron job those of each job that is still there.</summary>
    public async Task<IReadOnlyList<PodSelection>> SelectAsync(KubeObject owner, CancellationToken cancellationToken)
    {
        if (owner is not { ApiVersion: Batch, Kind: "CronJob" })
        {
            return [Select(ReferenceTo(owner), SelectorOf(KubeObjectFactory.Create(owner)))];
        }

        List<PodSelection> found = [];
        ListOptions options = new() { Namespace = owner.Namespace };
        await foreach (KubeObject job in client.ListAsync(KnownKinds.Get("Job"), options, cancellationToken).ConfigureAwait(false))
        {
            if (OwnerReferences.Contains(job, owner.Uid))
            {
                found.Add(Select(ReferenceTo(job), SelectorOf(KubeObjectFactory.Create(job))));
            }
        }

        return found;
    }

    private static PodSelection Select(ObjectReference owner, string? selector) =>
        new(owner.Namespace, selector, selector is null ? owner.Uid : null, new NameFilter([]))
        {
            Job = owner is { ApiVersion: Batch, Kind: "Job" } ? owner : null,
        };

    private static ObjectReference ReferenceTo(KubeObject item) =>
        new(item.ApiVersion, item.Kind, item.Namespace, item.Name, item.Uid, item.ResourceVersion);

    private static string? SelectorOf(PSObject item) => LabelSelectorText.Of(KubeValue.Of(item)["spec"]["selector"]);
}
