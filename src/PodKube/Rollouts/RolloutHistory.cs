using PodKube.Client;
using PodKube.Client.Requests;
using PodKube.Client.Resources;
using PodKube.Commands;
using PodKube.Objects;

namespace PodKube.Rollouts;

/// <summary>Finds the templates that a workload has had: in the replica sets of a deployment, in the controller revisions of the others.</summary>
internal static class RolloutHistory
{
    /// <summary>Carries the number of a deployment's template, on the deployment and on its replica sets.</summary>
    public const string RevisionAnnotation = "deployment.kubernetes.io/revision";

    /// <summary>Says why a template was made.</summary>
    public const string CauseAnnotation = "kubernetes.io/change-cause";

    private const string HashLabel = "controller-revision-hash";

    private static readonly ApiResource s_controllerRevisions =
        new() { Group = "apps", Version = "v1", Kind = "ControllerRevision", Plural = "controllerrevisions", Namespaced = true };

    /// <summary>The templates, oldest first; the last one of a stateful set or daemon set is the current one.</summary>
    public static async Task<IReadOnlyList<StoredTemplate>> FindAsync(KubeClient client, KubeObject workload, CancellationToken cancellationToken)
    {
        KubeValue view = KubeValue.Of(KubeObjectFactory.Create(workload));
        bool isDeployment = workload.Kind == "Deployment";
        string? current = isDeployment ? view["metadata"]["annotations"][RevisionAnnotation].Text : null;
        ListOptions options = new() { Namespace = workload.Namespace, LabelSelector = LabelSelectorText.Of(view["spec"]["selector"]) };
        ApiResource keeper = isDeployment ? KnownKinds.Get("ReplicaSet") : s_controllerRevisions;
        List<(long Number, KubeObject Item)> found = [];
        await foreach (KubeObject item in client.ListAsync(keeper, options, cancellationToken).ConfigureAwait(false))
        {
            if (OwnerReferences.Contains(item, workload.Uid) && NumberOf(item, isDeployment) is long number)
            {
                found.Add((number, item));
            }
        }

        long last = found.Count == 0 ? 0 : found.Max(static f => f.Number);
        long now = long.TryParse(current, out long annotated) ? annotated : last;
        return [.. found.OrderBy(static f => f.Number).Select(f => new StoredTemplate(Facts(f.Item, f.Number, f.Number == now, isDeployment), f.Item.ToUtf8Json()))];
    }

    /// <summary>Whether a pod was made of a template.</summary>
    public static bool IsOf(StoredTemplate template, KubeObject pod)
    {
        KubeValue metadata = KubeValue.Of(KubeObjectFactory.Create(pod))["metadata"];
        string keeper = template.Facts.Name;
        // A stateful set's pods carry the name of their controller revision, a daemon set's only the end of it.
        return metadata["labels"][HashLabel].Text is { } hash
            ? keeper == hash || keeper.EndsWith("-" + hash, StringComparison.Ordinal)
            : metadata["ownerReferences"].Items().Any(o => o["name"].Text == keeper);
    }

    private static KubeRolloutRevision Facts(KubeObject item, long number, bool isCurrent, bool isReplicaSet)
    {
        KubeValue view = KubeValue.Of(KubeObjectFactory.Create(item));
        KubeValue template = isReplicaSet ? view["spec"]["template"] : view["data"]["spec"]["template"];
        string[] images = [.. template["spec"]["containers"].Items().Select(static c => c["image"].Text ?? "")];
        KubeValue metadata = view["metadata"];
        return new KubeRolloutRevision(number, isCurrent, item.Name, metadata["creationTimestamp"].Time, images, metadata["annotations"][CauseAnnotation].Text);
    }

    private static long? NumberOf(KubeObject item, bool isReplicaSet)
    {
        KubeValue view = KubeValue.Of(KubeObjectFactory.Create(item));
        return isReplicaSet
            ? long.TryParse(view["metadata"]["annotations"][RevisionAnnotation].Text, out long number) ? number : null
            : view["revision"].Number;
    }
}
