using System.Globalization;
using System.Text.Json.Nodes;
using PodKube.Sandbox.Controllers.Model;
using PodKube.Sandbox.Controllers.Runtime;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Controllers.Apps.Deployments;

/// <summary>One look at one Deployment: the deployment, its ReplicaSets, and the writes to them.</summary>
internal sealed class Rollout
{
    private readonly ControllerContext _context;
    private readonly string _controller;

    public Rollout(ControllerContext context, string controller, JsonObject deployment, IEnumerable<JsonObject> replicaSets)
    {
        _context = context;
        _controller = controller;
        Deployment = deployment;
        List<ReplicaSetView> sets = [.. replicaSets.Select(item => new ReplicaSetView(item))
            .OrderBy(set => set.Created).ThenBy(set => set.Name, StringComparer.Ordinal)];
        JsonObject template = deployment.Map("spec", "template") ?? [];
        New = sets.Find(set => set.HasTemplate(template));
        Old = sets.FindAll(set => set != New);
    }

    public JsonObject Deployment { get; }

    public DateTimeOffset Now => _context.Now;

    public ClusterClient Client => _context.ClientFor(_controller);

    /// <summary>The set with the deployment's present template; null until it is made.</summary>
    public ReplicaSetView? New { get; private set; }

    /// <summary>The other sets, oldest first.</summary>
    public List<ReplicaSetView> Old { get; }

    public IEnumerable<ReplicaSetView> All => New is null ? Old : Old.Append(New);

    public int Desired => Deployment.Count(1, "spec", "replicas");

    public bool IsRolling => Deployment.Text("spec", "strategy", "type") != "Recreate";

    public bool IsPaused => Deployment.Flag("spec", "paused");

    public (int Surge, int Unavailable) Fenceposts => IsRolling
        ? RolloutMath.Fenceposts(Deployment.At("spec", "strategy", "rollingUpdate"), Desired)
        : (0, 0);

    public string DeploymentUid => Deployment.Uid();

    public ObjectKey Key => new("deployments.apps", Deployment.Namespace(), Deployment.Name());

    public void Record(string type, string reason, string message) => _context.Record(_controller, Deployment, type, reason, message);

    /// <summary>The set of the present template came into being, or was changed.</summary>
    public void SetNew(JsonObject item) => New = new ReplicaSetView(item);

    /// <summary>Gives a set another size; true where it had another one.</summary>
    public bool Scale(ReplicaSetView set, int replicas)
    {
        int before = set.Replicas;
        bool resizes = before != replicas;
        string desired = Desired.ToString(CultureInfo.InvariantCulture);
        string maximum = (Desired + Fenceposts.Surge).ToString(CultureInfo.InvariantCulture);
        JsonObject? updated = Client.Update(set.Key, set.Uid, item =>
        {
            bool isSame = !resizes && item.Annotation(ReplicaSetView.DesiredAnnotation) == desired &&
                item.Annotation(ReplicaSetView.MaximumAnnotation) == maximum;
            item.EnsureObject("spec")["replicas"] = replicas;
            item.SetAnnotation(ReplicaSetView.DesiredAnnotation, desired);
            item.SetAnnotation(ReplicaSetView.MaximumAnnotation, maximum);
            return !isSame;
        });
        if (updated is not null)
        {
            Replace(set, updated);
        }

        if (resizes && updated is not null)
        {
            string direction = replicas > before ? "up" : "down";
            Record("Normal", "ScalingReplicaSet", $"Scaled {direction} replica set {set.Name} from {before} to {replicas}");
        }

        return resizes;
    }

    private void Replace(ReplicaSetView set, JsonObject updated)
    {
        if (set == New)
        {
            New = new ReplicaSetView(updated);
            return;
        }

        int index = Old.IndexOf(set);
        if (index >= 0)
        {
            Old[index] = new ReplicaSetView(updated);
        }
    }
}
