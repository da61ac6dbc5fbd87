using System.Text.Json.Nodes;
using PodKube.Sandbox.Controllers.Model;
using PodKube.Sandbox.Controllers.Runtime;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Controllers.Batch;

/// <summary>Sees to it that a pod of a Job is counted once: its finalizer keeps it until it is in the Job's counters.</summary>
internal sealed class JobTracking(ClusterClient client)
{
    // Pods that are in the counters already, while their finalizer is not off yet.
    private readonly HashSet<string> _counted = new(StringComparer.Ordinal);

    /// <summary>True where the pod is to be counted now, for the first time.</summary>
    public bool TryCount(PodFacts pod) =>
        client.Find(pod.Key).Texts("metadata", "finalizers").Contains(JobPods.TrackingFinalizer) && _counted.Add(pod.Uid);

    /// <summary>Takes the finalizer off.</summary>
    public void Release(PodFacts pod)
    {
        _counted.Remove(pod.Uid);
        client.Update(pod.Key, pod.Uid, item =>
        {
            if (item["metadata"]?["finalizers"] is not JsonArray finalizers ||
                finalizers.FirstOrDefault(name => name.AsText() == JobPods.TrackingFinalizer) is not { } own)
            {
                return false;
            }

            finalizers.Remove(own);
            if (finalizers.Count == 0)
            {
                item.Metadata().Remove("finalizers");
            }

            return true;
        });
    }
}
