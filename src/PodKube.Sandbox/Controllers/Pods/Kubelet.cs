using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using PodKube.Sandbox.Controllers.Model;
using PodKube.Sandbox.Controllers.Runtime;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Controllers.Pods;

/// <summary>
/// The kubelets of all pretend nodes: takes on the pods that are bound to a node, moves them along by the clock, writes their status and events,
/// and lets go of those that are deleted.
/// </summary>
internal sealed class Kubelet(ControllerContext context) : Controller
{
    private const string Component = "kubelet";

    private readonly ConcurrentDictionary<string, PodRun> _runs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ClusterClient> _clients = new(StringComparer.Ordinal);
    private readonly Dictionary<ObjectKey, string> _uids = [];
    private readonly PodLifecycle _lifecycle = new(context.Options);
    private readonly PodAddresses _addresses = new();

    public override string Name => Component;

    public override IReadOnlyCollection<string> Resources { get; } = [PodIndex.Resource, "nodes"];

    /// <summary>What the node knows of the pod of that UID; null where it knows nothing. Safe to call from requests.</summary>
    public PodRun? Find(string podUid) => _runs.GetValueOrDefault(podUid);

    /// <summary>Ends a running container as if its process had exited. To be called on the dispatcher.</summary>
    public void End(ObjectKey pod, string podUid, string container, int exitCode, string? message)
    {
        if (Find(podUid)?.Find(container) is { Phase: ContainerPhase.Running } run)
        {
            ContainerLifecycle.End(run, exitCode, exitCode == 0 ? "Completed" : "Error", message, context.Now);
            Enqueue(pod);
        }
    }

    public override void Observe(StoreEvent change)
    {
        if (change.Object.Key.Resource == PodIndex.Resource)
        {
            Enqueue(change.Object.Key);
            return;
        }

        if (change.Type == StoreEventType.Added)
        {
            foreach (PodFacts pod in context.Pods.OnNode(change.Object.Key.Name))
            {
                Enqueue(pod.Key);
            }
        }
    }

    public override void Reconcile(ObjectKey key)
    {
        StoredObject? stored = context.Operations.Store.Get(key);
        Forget(key, stored?.Value.Uid());
        if (stored?.Value is not { } pod || pod.Text("spec", "nodeName") is not { Length: > 0 } nodeName)
        {
            return;
        }

        if (context.Operations.Store.Get(new ObjectKey("nodes", "", nodeName))?.Value is { } node)
        {
            Run(key, pod, node);
        }
        else if (pod.IsDeleting())
        {
            // Its machine is gone: nobody is left to stop it.
            ClientFor(nodeName).Delete(key, pod.Uid(), graceSeconds: 0);
        }
    }

    private void Run(ObjectKey key, JsonObject pod, JsonObject node)
    {
        DateTimeOffset now = context.Now;
        if (!_runs.TryGetValue(pod.Uid(), out PodRun? run))
        {
            if (pod.Text("status", "phase") is "Succeeded" or "Failed")
            {
                Release(key, pod, node);
                return;
            }

            run = _lifecycle.Accept(pod, node, now);
            _runs[run.Uid] = run;
        }

        if (pod.IsDeleting())
        {
            _lifecycle.Stop(run, pod, now);
        }

        DateTimeOffset? due = _lifecycle.Advance(run, pod, now, () => _addresses.Take(run.Cidr));
        ClusterClient client = ClientFor(run.Node);
        Tell(client, run, pod);
        client.UpdateStatus(key, run.Uid, PodStatus.Build(run, pod, now));
        if (run.Stage == PodStage.Stopped)
        {
            Release(key, pod, node);
        }
        else if (due is { } next)
        {
            EnqueueAt(key, next);
        }
    }

    private void Release(ObjectKey key, JsonObject pod, JsonObject node)
    {
        if (pod.IsDeleting() && !(_runs.TryGetValue(pod.Uid(), out PodRun? run) && run.IsReleased))
        {
            if (run is not null)
            {
                run.IsReleased = true;
            }

            ClientFor(node.Name()).Delete(key, pod.Uid(), graceSeconds: 0);
        }
    }

    private void Tell(ClusterClient client, PodRun run, JsonObject pod)
    {
        foreach (PodEvent item in run.Events)
        {
            context.Events.Record(client, Component, pod, item.Type, item.Reason, item.Message, item.FieldPath, run.Node);
        }

        run.Events.Clear();
    }

    // The pod of that name is gone, or is another one now: what was known of the old one goes.
    private void Forget(ObjectKey key, string? presentUid)
    {
        if (_uids.TryGetValue(key, out string? uid) && uid != presentUid)
        {
            _uids.Remove(key);
            if (_runs.TryRemove(uid, out PodRun? run))
            {
                foreach (ContainerRun container in run.All)
                {
                    container.Log?.Close(context.Now);
                }

                _addresses.Release(run.Cidr, run.PodIp);
            }
        }

        if (presentUid is not null)
        {
            _uids[key] = presentUid;
        }
    }

    private ClusterClient ClientFor(string node)
    {
        if (!_clients.TryGetValue(node, out ClusterClient? client))
        {
            _clients[node] = client = ClusterClient.ForKubelet(context.Operations, node);
        }

        return client;
    }
}
