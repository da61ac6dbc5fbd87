using System.Text.Json.Nodes;
using PodKube.Sandbox.Controllers.Model;
using PodKube.Sandbox.Controllers.Runtime;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Controllers.Pods;

/// <summary>
/// Registers the pretend nodes once, gives nodes that somebody makes by hand what they lack to be of use (as a kubelet on them would), keeps the
/// taint of cordoned nodes, and removes the pods of nodes that were deleted.
/// </summary>
internal sealed class NodeController(ControllerContext context) : Controller
{
    public const string UnschedulableTaint = "node.kubernetes.io/unschedulable";
    private const string Nodes = "nodes";

    public override string Name => "node-controller";

    public override IReadOnlyCollection<string> Resources { get; } = [Nodes];

    /// <summary>Makes the Node objects; what is there already stays.</summary>
    public void Register()
    {
        for (int i = 0; i < context.Options.Nodes; i++)
        {
            JsonObject node = NodeObjects.Build(i, context.Options, context.Now);
            ObjectKey key = new(Nodes, "", node.Name());
            ClusterClient kubelet = ClusterClient.ForKubelet(context.Operations, node.Name());
            if (kubelet.Find(key) is not null)
            {
                continue;
            }

            JsonObject status = node.Map("status")!.Copy();
            JsonObject created = kubelet.Create(Nodes, "", node);
            kubelet.UpdateStatus(key, created.Uid(), status);
        }
    }

    public override void Observe(StoreEvent change) => Enqueue(change.Object.Key);

    public override void Reconcile(ObjectKey key)
    {
        ClusterClient client = context.ClientFor(Name);
        if (client.Find(key) is not { } node)
        {
            RemovePods(key.Name);
            return;
        }

        bool wantsTaint = node.Flag("spec", "unschedulable");
        bool hasTaint = node.Items("spec", "taints").Any(item => item.Text("key") == UnschedulableTaint);
        if (wantsTaint != hasTaint)
        {
            client.Update(key, node.Uid(), item => SetTaint(item, wantsTaint));
        }

        if (node.Condition("Ready") is null)
        {
            int index = Math.Abs(context.Operations.Store.Count(Nodes) + 100);
            JsonObject model = NodeObjects.Build(index, context.Options, context.Now);
            ClusterClient.ForKubelet(context.Operations, key.Name).UpdateStatus(key, node.Uid(), model.Map("status")!.Copy());
        }
    }

    private bool SetTaint(JsonObject node, bool isWanted)
    {
        JsonObject spec = node.EnsureObject("spec");
        List<JsonNode?> others = [.. node.Items("spec", "taints").Where(item => item.Text("key") != UnschedulableTaint).Select(item => item.Copy())];
        if (isWanted)
        {
            others.Add(new JsonObject { ["key"] = UnschedulableTaint, ["effect"] = "NoSchedule", ["timeAdded"] = context.Now.ApiTime() });
        }

        if (others.Count == 0)
        {
            spec.Remove("taints");
        }
        else
        {
            spec["taints"] = new JsonArray([.. others]);
        }

        return true;
    }

    private void RemovePods(string node)
    {
        ClusterClient client = context.ClientFor("pod-garbage-collector");
        foreach (PodFacts pod in context.Pods.OnNode(node))
        {
            client.Delete(pod.Key, pod.Uid, graceSeconds: 0);
        }
    }
}
