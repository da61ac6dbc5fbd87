using PodKube.Client.Resources;
using PodKube.Objects;

namespace PodKube.Nodes;

/// <summary>A pod of a node that is to be drained, as far as a drain looks at it.</summary>
internal sealed class NodePod
{
    private const string MirrorAnnotation = "kubernetes.io/config.mirror";

    public NodePod(KubeObject pod)
    {
        KubeValue view = KubeValue.Of(KubeObjectFactory.Create(pod));
        Name = pod.Name;
        Namespace = pod.Namespace ?? "";
        Uid = pod.Uid;
        KubeValue owner = view["metadata"]["ownerReferences"].Items().FirstOrDefault(static o => o["controller"].IsTrue);
        OwnerKind = owner["kind"].Text;
        Owner = owner.Exists ? $"{OwnerKind} {owner["name"].Text}" : null;
        IsMirror = view["metadata"]["annotations"][MirrorAnnotation].Exists;
        HasEnded = view["status"]["phase"].Text is "Succeeded" or "Failed";
        HasLocalData = view["spec"]["volumes"].Items().Any(static v => v["emptyDir"].Exists);
    }

    public string Name { get; }

    public string Namespace { get; }

    public string Uid { get; }

    /// <summary>Kind and name of the controller that makes it again; null where nobody does.</summary>
    public string? Owner { get; }

    public string? OwnerKind { get; }

    /// <summary>Whether it only shows a static pod of the kubelet, which the API server cannot end.</summary>
    public bool IsMirror { get; }

    /// <summary>Whether its containers have ended for good, so that nothing is lost with it.</summary>
    public bool HasEnded { get; }

    public bool HasLocalData { get; }

    /// <summary>What is lost with it; empty when nothing is.</summary>
    public string Loss => HasEnded ? ""
        : Owner is null ? "No controller makes it again."
        : HasLocalData ? "Its local data is lost."
        : "";

    public KubeTarget Target => new("Pod", Namespace, Name);
}
