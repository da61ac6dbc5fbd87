using System.Text.Json.Nodes;
using PodKube.Sandbox.Controllers.Model;
using PodKube.Sandbox.Controllers.Runtime;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Server;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Controllers.Apps;

/// <summary>What all controllers that own pods share: hearing of their pods, adopting and releasing them, making and deleting them.</summary>
internal abstract class PodOwnerController(ControllerContext context, string resource, string kind) : Controller
{
    private const int ManyPods = 200;
    private static readonly TimeSpan s_moment = TimeSpan.FromMilliseconds(50);

    protected ControllerContext Context { get; } = context;

    /// <summary>The resource of the owners: "replicasets.apps".</summary>
    protected string Resource { get; } = resource;

    protected ClusterClient Client => Context.ClientFor(Name);

    public override IReadOnlyCollection<string> Resources { get; } = [resource, PodIndex.Resource];

    public override void Observe(StoreEvent change)
    {
        if (change.Object.Key.Resource == Resource)
        {
            Enqueue(change.Object.Key);
        }
        else if (change.Object.Key.Resource == PodIndex.Resource)
        {
            ObservePod(change);
        }
    }

    /// <summary>The owner's pods: those it owns and that still match, and orphans that match, which become its own.</summary>
    protected List<PodFacts> ClaimPods(JsonObject owner, LabelSelector selector)
    {
        List<PodFacts> pods = [];
        foreach (PodFacts pod in Context.Pods.OwnedBy(owner.Uid()))
        {
            if (selector.Matches(pod.Labels) || owner.IsDeleting())
            {
                pods.Add(pod);
            }
            else if (!pod.IsDeleting)
            {
                Disown(pod, owner.Uid());
            }
        }

        if (owner.IsDeleting())
        {
            return pods;
        }

        foreach (PodFacts orphan in Context.Pods.OrphansIn(owner.Namespace()))
        {
            if (orphan.IsActive && selector.Matches(orphan.Labels) && Adopt(orphan, owner))
            {
                pods.Add(orphan);
            }
        }

        return pods;
    }

    /// <summary>Makes a pod, with the event that goes with it; the failure is returned, not thrown.</summary>
    protected ApiStatusException? TryCreatePod(JsonObject owner, JsonObject pod)
    {
        try
        {
            JsonObject created = Client.Create(PodIndex.Resource, owner.Namespace(), pod);
            Context.Record(Name, owner, "Normal", "SuccessfulCreate", "Created pod: " + created.Name());
            return null;
        }
        catch (ApiStatusException failure)
        {
            // In a namespace that goes away there is nobody to tell.
            if (!failure.Message.Contains("because it is being terminated", StringComparison.Ordinal))
            {
                Context.Record(Name, owner, "Warning", "FailedCreate", "Error creating: " + failure.Message);
            }

            return failure;
        }
    }

    protected void DeletePod(JsonObject owner, PodFacts pod)
    {
        Client.Delete(pod.Key, pod.Uid);
        Context.Record(Name, owner, "Normal", "SuccessfulDelete", "Deleted pod: " + pod.Key.Name);
    }

    private void ObservePod(StoreEvent change)
    {
        PodFacts? pod = change.Type == StoreEventType.Deleted ? null : Context.Pods.Get(change.Object.Key);
        EnqueueOwner(pod);
        if (Context.Pods.Replaced is { } old && old.ControllerUid != pod?.ControllerUid)
        {
            EnqueueOwner(old);
        }

        if (pod is { ControllerUid: null, IsActive: true })
        {
            EnqueueAdopters(pod);
        }
    }

    private void EnqueueOwner(PodFacts? pod)
    {
        if (pod is not { ControllerUid: { } uid } || pod.ControllerKind != kind || Context.Owners.Find(uid) is not { } owner || owner.Resource != Resource)
        {
            return;
        }

        // An owner looks at all of its pods each time: with many, the changes of a moment are taken together.
        if (Context.Pods.CountOwnedBy(uid) > ManyPods)
        {
            EnqueueAt(owner, Context.Now + s_moment);
        }
        else
        {
            Enqueue(owner);
        }
    }

    private void EnqueueAdopters(PodFacts pod)
    {
        foreach (JsonObject owner in Client.List(Resource, pod.Key.Namespace))
        {
            if (LabelSelector.Parse(owner.At("spec", "selector")) is { IsEmpty: false } selector && selector.Matches(pod.Labels))
            {
                Enqueue(new ObjectKey(Resource, owner.Namespace(), owner.Name()));
            }
        }
    }

    private bool Adopt(PodFacts pod, JsonObject owner) => Client.Update(
        pod.Key,
        pod.Uid,
        item =>
        {
            if (item.ControllerOf() is not null)
            {
                return false;
            }

            item.Metadata().EnsureArray("ownerReferences").Add((JsonNode)owner.ControllerReference());
            return true;
        }) is { } adopted && adopted.ControllerOf().Text("uid") == owner.Uid();

    private void Disown(PodFacts pod, string ownerUid) => Client.Update(
        pod.Key,
        pod.Uid,
        item =>
        {
            JsonArray references = item.Metadata().EnsureArray("ownerReferences");
            if (references.FirstOrDefault(reference => reference.Text("uid") == ownerUid) is not { } own)
            {
                return false;
            }

            references.Remove(own);
            if (references.Count == 0)
            {
                item.Metadata().Remove("ownerReferences");
            }

            return true;
        });
}
