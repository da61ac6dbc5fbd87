using System.Text.Json.Nodes;
using PodKube.Sandbox.Controllers.Model;
using PodKube.Sandbox.Controllers.Runtime;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Controllers.Core;

/// <summary>A pretend provisioner: each claim gets a volume of its own at once, and the volume goes with the claim.</summary>
internal sealed class VolumeController(ControllerContext context) : Controller
{
    private const string Claims = "persistentvolumeclaims";
    private const string Volumes = "persistentvolumes";

    public override string Name => "persistentvolume-binder";

    public override IReadOnlyCollection<string> Resources { get; } = [Claims, Volumes];

    private ClusterClient Client => context.ClientFor(Name);

    public override void Observe(StoreEvent change)
    {
        Enqueue(change.Object.Key);
        if (change.Object.Key.Resource == Claims && change.Type == StoreEventType.Deleted &&
            change.Object.Value.Text("spec", "volumeName") is { } volume)
        {
            Enqueue(new ObjectKey(Volumes, "", volume));
        }
    }

    public override void Reconcile(ObjectKey key)
    {
        if (Client.Find(key) is not { } item)
        {
            return;
        }

        if (key.Resource == Claims)
        {
            Bind(key, item);
        }
        else
        {
            Settle(key, item);
        }
    }

    private void Bind(ObjectKey key, JsonObject claim)
    {
        if (claim.IsDeleting() || claim.Text("status", "phase") == "Bound")
        {
            return;
        }

        string name = claim.Text("spec", "volumeName") is { Length: > 0 } wanted ? wanted : "pvc-" + claim.Uid();
        JsonObject volume = Client.Find(new ObjectKey(Volumes, "", name)) ?? Client.Create(Volumes, "", Build(claim, name));
        Client.Update(new ObjectKey(Volumes, "", name), volume.Uid(), item => SetOwner(item, claim));
        Client.Update(key, claim.Uid(), item =>
        {
            item.EnsureObject("spec")["volumeName"] = name;
            item.SetAnnotation("pv.kubernetes.io/bind-completed", "yes");
            return true;
        });
        JsonObject status = new()
        {
            ["phase"] = "Bound",
            ["accessModes"] = claim.At("spec", "accessModes")?.DeepClone() ?? new JsonArray(),
            ["capacity"] = new JsonObject { ["storage"] = claim.Text("spec", "resources", "requests", "storage") ?? "1Gi" },
        };
        Client.UpdateStatus(key, claim.Uid(), status);
        Client.UpdateStatus(new ObjectKey(Volumes, "", name), volume.Uid(), new JsonObject { ["phase"] = "Bound" });
    }

    private void Settle(ObjectKey key, JsonObject volume)
    {
        string? claimUid = volume.Text("spec", "claimRef", "uid");
        if (claimUid is null)
        {
            if (volume.Text("status", "phase") is null or "Pending")
            {
                Client.UpdateStatus(key, volume.Uid(), new JsonObject { ["phase"] = "Available" });
            }

            return;
        }

        if (context.Owners.Find(claimUid) is not null)
        {
            return;
        }

        if (volume.Text("spec", "persistentVolumeReclaimPolicy") == "Retain")
        {
            Client.UpdateStatus(key, volume.Uid(), new JsonObject { ["phase"] = "Released" });
        }
        else
        {
            Client.Delete(key, volume.Uid());
        }
    }

    private static bool SetOwner(JsonObject volume, JsonObject claim)
    {
        volume.EnsureObject("spec")["claimRef"] = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "PersistentVolumeClaim",
            ["namespace"] = claim.Namespace(),
            ["name"] = claim.Name(),
            ["uid"] = claim.Uid(),
        };
        return true;
    }

    private static JsonObject Build(JsonObject claim, string name) => new()
    {
        ["metadata"] = new JsonObject
        {
            ["name"] = name,
            ["annotations"] = new JsonObject { ["pv.kubernetes.io/provisioned-by"] = "sandbox.podkube.dev/pretend" },
        },
        ["spec"] = new JsonObject
        {
            ["accessModes"] = claim.At("spec", "accessModes")?.DeepClone() ?? new JsonArray("ReadWriteOnce"),
            ["capacity"] = new JsonObject { ["storage"] = claim.Text("spec", "resources", "requests", "storage") ?? "1Gi" },
            ["hostPath"] = new JsonObject { ["path"] = "/pretend/" + name, ["type"] = "" },
            ["persistentVolumeReclaimPolicy"] = "Delete",
            ["storageClassName"] = claim.Text("spec", "storageClassName") ?? "standard",
            ["volumeMode"] = claim.Text("spec", "volumeMode") ?? "Filesystem",
        },
    };
}
