using System.Globalization;
using System.Text.Json.Nodes;
using PodKube.Sandbox.Controllers.Model;
using PodKube.Sandbox.Controllers.Runtime;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Server;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Controllers.Apps;

/// <summary>Keeps the numbered pods of StatefulSets: made in order, removed and updated from the last to the first, each with its own claims.</summary>
internal sealed class StatefulSetController(ControllerContext context) : PodOwnerController(context, "statefulsets.apps", "StatefulSet")
{
    private const string Claims = "persistentvolumeclaims";

    public override string Name => "statefulset-controller";

    public override void Reconcile(ObjectKey key)
    {
        if (Client.Find(key) is not { } set || LabelSelector.Parse(set.At("spec", "selector")) is not { IsEmpty: false } selector)
        {
            return;
        }

        RevisionHistory history = new(Context, Client);
        JsonObject update = history.Ensure(set);
        string currentName = set.Text("status", "currentRevision") is { Length: > 0 } known ? known : update.Name();
        JsonObject current = history.Of(set).Find(item => item.Name() == currentName) ?? update;
        SortedDictionary<int, PodFacts> pods = ByOrdinal(set, ClaimPods(set, selector));
        try
        {
            if (!set.IsDeleting())
            {
                Step(set, pods, current, update);
            }
        }
        finally
        {
            // Pods that may not be created are tried again later: what is known of the set is told all the same.
            WriteStatus(key, set, pods, current, update);
        }

        history.Trim(set, [.. pods.Values.Select(RevisionOf), current.Name(), update.Name()]);
    }

    private static SortedDictionary<int, PodFacts> ByOrdinal(JsonObject set, List<PodFacts> pods)
    {
        SortedDictionary<int, PodFacts> byOrdinal = [];
        foreach (PodFacts pod in pods)
        {
            string prefix = set.Name() + "-";
            if (pod.Key.Name.StartsWith(prefix, StringComparison.Ordinal) &&
                int.TryParse(pod.Key.Name.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int ordinal))
            {
                byOrdinal[ordinal] = pod;
            }
        }

        return byOrdinal;
    }

    // One pod at a time, unless the set says that they may be handled in parallel.
    private void Step(JsonObject set, SortedDictionary<int, PodFacts> pods, JsonObject current, JsonObject update)
    {
        int first = set.Count(0, "spec", "ordinals", "start");
        int end = first + set.Count(1, "spec", "replicas");
        bool isParallel = set.Text("spec", "podManagementPolicy") == "Parallel";
        for (int ordinal = first; ordinal < end; ordinal++)
        {
            if (!EnsurePod(set, pods, ordinal, current, update) && !isParallel)
            {
                return;
            }
        }

        foreach (PodFacts pod in pods.Where(item => item.Key < first || item.Key >= end).Select(item => item.Value).Reverse())
        {
            if (!pod.IsDeleting)
            {
                Remove(set, pod);
            }

            if (!isParallel)
            {
                return;
            }
        }

        Roll(set, pods, update, first, end);
    }

    // True where the pod is there and ready, so that the next one may come.
    private bool EnsurePod(JsonObject set, SortedDictionary<int, PodFacts> pods, int ordinal, JsonObject current, JsonObject update)
    {
        if (pods.TryGetValue(ordinal, out PodFacts? pod))
        {
            if (pod is { IsFinished: true, IsDeleting: false })
            {
                Remove(set, pod);
            }

            return pod is { IsReady: true, IsDeleting: false } && IsAvailable(set, pod);
        }

        int partition = set.Count(0, "spec", "updateStrategy", "rollingUpdate", "partition");
        CreatePod(set, ordinal, ordinal >= partition ? update : current);
        return false;
    }

    private bool IsAvailable(JsonObject set, PodFacts pod)
    {
        int seconds = set.Count(0, "spec", "minReadySeconds");
        if (pod.IsAvailable(seconds, Context.Now))
        {
            return true;
        }

        EnqueueAt(new ObjectKey(Resource, set.Namespace(), set.Name()), (pod.ReadySince ?? Context.Now).AddSeconds(seconds));
        return false;
    }

    private void Roll(JsonObject set, SortedDictionary<int, PodFacts> pods, JsonObject update, int first, int end)
    {
        if (set.Text("spec", "updateStrategy", "type") == "OnDelete")
        {
            return;
        }

        int partition = Math.Max(set.Count(0, "spec", "updateStrategy", "rollingUpdate", "partition"), first);
        for (int ordinal = end - 1; ordinal >= partition; ordinal--)
        {
            if (!pods.TryGetValue(ordinal, out PodFacts? pod))
            {
                return;
            }

            if (RevisionOf(pod) != update.Name() && !pod.IsDeleting)
            {
                Remove(set, pod);
                return;
            }

            if (!pod.IsReady || pod.IsDeleting)
            {
                return;
            }
        }
    }

    private void CreatePod(JsonObject set, int ordinal, JsonObject revision)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"{set.Name()}-{ordinal}");
        JsonObject pod = PodFactory.FromTemplate(RevisionHistory.TemplateOf(revision, set), set, name);
        pod.SetLabel("statefulset.kubernetes.io/pod-name", name);
        pod.SetLabel("apps.kubernetes.io/pod-index", ordinal.ToString(CultureInfo.InvariantCulture));
        pod.SetLabel(RevisionHistory.HashLabel, revision.Name());
        JsonObject spec = pod.EnsureObject("spec");
        spec["hostname"] = name;
        if (set.Text("spec", "serviceName") is { Length: > 0 } service)
        {
            spec["subdomain"] = service;
        }

        AddClaims(set, name, spec);
        try
        {
            Client.Create(PodIndex.Resource, set.Namespace(), pod);
            Context.Record(Name, set, "Normal", "SuccessfulCreate", $"Create Pod {name} in StatefulSet {set.Name()} successful");
        }
        catch (ApiStatusException failure) when (failure.Reason != "AlreadyExists")
        {
            Context.Record(Name, set, "Warning", "FailedCreate", $"Create Pod {name} in StatefulSet {set.Name()} failed error: {failure.Message}");
            throw;
        }
    }

    private void AddClaims(JsonObject set, string pod, JsonObject spec)
    {
        foreach (JsonObject template in set.Items("spec", "volumeClaimTemplates"))
        {
            string volume = template.Name();
            string claim = $"{volume}-{pod}";
            JsonArray volumes = spec.EnsureArray("volumes");
            if (volumes.FirstOrDefault(item => item.Text("name") == volume) is { } shadowed)
            {
                volumes.Remove(shadowed);
            }

            volumes.Add((JsonNode)new JsonObject
            {
                ["name"] = volume,
                ["persistentVolumeClaim"] = new JsonObject { ["claimName"] = claim },
            });
            if (Client.Find(new ObjectKey(Claims, set.Namespace(), claim)) is null)
            {
                JsonObject item = template.Copy();
                item.Remove("status");
                JsonObject metadata = item.Metadata();
                metadata["name"] = claim;
                metadata["labels"] = set.Map("spec", "selector", "matchLabels")?.Copy() ?? [];
                Client.Create(Claims, set.Namespace(), item);
                Context.Record(Name, set, "Normal", "SuccessfulCreate", $"Create Claim {claim} Pod {pod} in StatefulSet {set.Name()} success");
            }
        }
    }

    private void Remove(JsonObject set, PodFacts pod)
    {
        Client.Delete(pod.Key, pod.Uid);
        Context.Record(Name, set, "Normal", "SuccessfulDelete", $"Delete Pod {pod.Key.Name} in StatefulSet {set.Name()} successful");
    }

    private void WriteStatus(ObjectKey key, JsonObject set, SortedDictionary<int, PodFacts> pods, JsonObject current, JsonObject update)
    {
        List<PodFacts> live = [.. pods.Values.Where(pod => pod.IsActive)];
        int replicas = set.Count(1, "spec", "replicas");
        int updated = live.Count(pod => RevisionOf(pod) == update.Name());
        int ready = live.Count(pod => pod.IsReady);
        bool isDone = updated == replicas && live.Count == replicas && ready == replicas;
        JsonObject status = set.Map("status")?.Copy() ?? [];
        status["observedGeneration"] = set.Number("metadata", "generation") ?? 0;
        status["replicas"] = live.Count;
        status.SetCount("readyReplicas", ready);
        status["availableReplicas"] = live.Count(pod => pod.IsAvailable(set.Count(0, "spec", "minReadySeconds"), Context.Now));
        status["currentRevision"] = isDone ? update.Name() : current.Name();
        status["updateRevision"] = update.Name();
        status.SetCount("currentReplicas", isDone ? live.Count : live.Count(pod => RevisionOf(pod) == current.Name()));
        status.SetCount("updatedReplicas", updated);
        status["collisionCount"] = 0;
        Client.UpdateStatus(key, set.Uid(), status);
    }

    private static string RevisionOf(PodFacts pod) => pod.Label(RevisionHistory.HashLabel) ?? "";
}
