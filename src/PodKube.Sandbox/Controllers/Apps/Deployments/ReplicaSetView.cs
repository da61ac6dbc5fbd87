using System.Globalization;
using System.Text.Json.Nodes;
using PodKube.Sandbox.Apply;
using PodKube.Sandbox.Controllers.Model;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Controllers.Apps.Deployments;

/// <summary>One ReplicaSet of a Deployment, as a rollout looks at it.</summary>
internal sealed class ReplicaSetView(JsonObject item)
{
    public const string Resource = "replicasets.apps";
    public const string HashLabel = "pod-template-hash";
    public const string RevisionAnnotation = "deployment.kubernetes.io/revision";
    public const string HistoryAnnotation = "deployment.kubernetes.io/revision-history";
    public const string DesiredAnnotation = "deployment.kubernetes.io/desired-replicas";
    public const string MaximumAnnotation = "deployment.kubernetes.io/max-replicas";

    public JsonObject Item { get; } = item;

    public ObjectKey Key => new(Resource, Item.Namespace(), Item.Name());

    public string Name => Item.Name();

    public string Uid => Item.Uid();

    public int Replicas => Item.Count(1, "spec", "replicas");

    public int Actual => Item.Count(0, "status", "replicas");

    public int Ready => Item.Count(0, "status", "readyReplicas");

    public int Available => Item.Count(0, "status", "availableReplicas");

    public int Terminating => Item.Count(0, "status", "terminatingReplicas");

    public long Revision => Number(RevisionAnnotation);

    public int Desired => (int)Number(DesiredAnnotation);

    public int Maximum => (int)Number(MaximumAnnotation);

    public DateTimeOffset Created => Item.Time("metadata", "creationTimestamp") ?? default;

    /// <summary>Whether its pods are those that the template asks for.</summary>
    public bool HasTemplate(JsonObject template) => JsonEquality.Same(Plain(Item.Map("spec", "template")), Plain(template));

    private long Number(string annotation) =>
        long.TryParse(Item.Annotation(annotation), NumberStyles.None, CultureInfo.InvariantCulture, out long value) ? value : 0;

    private static JsonObject? Plain(JsonObject? template)
    {
        JsonObject? plain = template?.Copy();
        if (plain.Map("metadata", "labels") is { } labels)
        {
            labels.Remove(HashLabel);
        }

        return plain;
    }
}
