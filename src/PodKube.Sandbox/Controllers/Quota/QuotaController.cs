using System.Text.Json.Nodes;
using PodKube.Sandbox.Controllers.Model;
using PodKube.Sandbox.Controllers.Runtime;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Controllers.Quota;

/// <summary>Keeps the status of ResourceQuotas: the limits, and how much is used of each.</summary>
internal sealed class QuotaController(ControllerContext context) : Controller
{
    private const int ManyPods = 200;
    private static readonly TimeSpan s_moment = TimeSpan.FromMilliseconds(50);

    private readonly QuotaLedger _ledger = new(context.Operations.Store);

    // What each quota counts: a change of anything else does not matter to it.
    private readonly Dictionary<string, Dictionary<ObjectKey, HashSet<string>>> _counted = new(StringComparer.Ordinal);

    public override string Name => "resourcequota-controller";

    public override IReadOnlyCollection<string> Resources { get; } = [];

    private ClusterClient Client => context.ClientFor(Name);

    public override void Observe(StoreEvent change)
    {
        ObjectKey key = change.Object.Key;
        if (key.Resource == QuotaLedger.Quotas)
        {
            Remember(change);
            Enqueue(key);
        }

        foreach (var (quota, resources) in _counted.GetValueOrDefault(key.Namespace) ?? [])
        {
            if (resources.Contains(key.Resource) && quota != key)
            {
                EnqueueSoon(quota);
            }
        }
    }

    public override void Reconcile(ObjectKey key)
    {
        if (Client.Find(key) is not { } quota)
        {
            return;
        }

        JsonObject status = new()
        {
            ["hard"] = QuotaLedger.ToJson(QuotaLedger.LimitsOf(quota)),
            ["used"] = QuotaLedger.ToJson(_ledger.UsedOf(key.Namespace, quota)),
        };
        Client.UpdateStatus(key, quota.Uid(), status);
    }

    private void Remember(StoreEvent change)
    {
        ObjectKey key = change.Object.Key;
        if (!_counted.TryGetValue(key.Namespace, out Dictionary<ObjectKey, HashSet<string>>? quotas))
        {
            _counted[key.Namespace] = quotas = [];
        }

        quotas.Remove(key);
        if (change.Type != StoreEventType.Deleted)
        {
            quotas[key] = [.. QuotaLedger.LimitsOf(change.Object.Value).Keys.Select(QuotaUsage.ResourceOf)];
        }
        else if (quotas.Count == 0)
        {
            _counted.Remove(key.Namespace);
        }
    }

    // A quota looks at all objects of its namespace each time: with many, the changes of a moment are taken together.
    private void EnqueueSoon(ObjectKey quota)
    {
        if (context.Pods.CountIn(quota.Namespace) > ManyPods)
        {
            EnqueueAt(quota, context.Now + s_moment);
        }
        else
        {
            Enqueue(quota);
        }
    }
}
