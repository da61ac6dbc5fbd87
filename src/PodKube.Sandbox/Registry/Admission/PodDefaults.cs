using System.Text.Json.Nodes;
using PodKube.Sandbox.Server;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Registry.Admission;

/// <summary>What the admission of a cluster adds to every pod: its priority, and how long it outlives a node that is gone.</summary>
internal sealed class PodDefaults(ResourceOperations operations) : IAdmission
{
    private const int TolerationSeconds = 300;
    private const string PriorityClasses = "priorityclasses.scheduling.k8s.io";
    private static readonly string[] s_nodeTroubles = ["node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"];

    public void Mutate(AdmissionRequest request)
    {
        if (request is not { Operation: AdmissionOperation.Create, Kind: { Group: "", Plural: "pods" }, Object: { } pod })
        {
            return;
        }

        var spec = pod.EnsureObject("spec");
        AddTolerations(spec);
        SetPriority(spec, request);
    }

    public void Validate(AdmissionRequest request)
    {
    }

    private static void AddTolerations(JsonObject spec)
    {
        foreach (var key in s_nodeTroubles)
        {
            var tolerated = spec.GetArray("tolerations").Objects().Any(toleration =>
                (toleration.GetText("key") is null or "" || toleration.GetText("key") == key)
                && toleration.GetText("effect") is null or "" or "NoExecute");
            if (!tolerated)
            {
                spec.EnsureArray("tolerations").Add((JsonNode)new JsonObject
                {
                    ["key"] = key,
                    ["operator"] = "Exists",
                    ["effect"] = "NoExecute",
                    ["tolerationSeconds"] = TolerationSeconds,
                });
            }
        }
    }

    private void SetPriority(JsonObject spec, AdmissionRequest request)
    {
        var name = spec.GetText("priorityClassName") ?? "";
        JsonObject? found = null;
        if (name.Length > 0)
        {
            found = operations.Store.Get(new ObjectKey(PriorityClasses, "", name))?.Value
                ?? throw ApiErrors.Forbidden("pods", request.Name, $"no PriorityClass with name {name} was found");
        }
        else
        {
            found = operations.Store.List(PriorityClasses).Items.Select(item => item.Value).FirstOrDefault(item => item.GetBool("globalDefault") == true);
            if (found is not null)
            {
                spec["priorityClassName"] = found.Name();
            }
        }

        spec["priority"] = found.GetLong("value") ?? 0;
        spec.SetDefault("preemptionPolicy", () => JsonValue.Create(found.GetText("preemptionPolicy") ?? "PreemptLowerPriority"));
    }
}
