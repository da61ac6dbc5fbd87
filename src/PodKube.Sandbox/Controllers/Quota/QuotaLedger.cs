using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using PodKube.Sandbox.Controllers.Model;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Storage;
using Quantity = PodKube.Sandbox.Schemas.Quantity;

namespace PodKube.Sandbox.Controllers.Quota;

/// <summary>
/// Adds up what the objects of a namespace take. It always counts what is stored; what each stored version takes is worked out once.
/// </summary>
internal sealed class QuotaLedger(ObjectStore store)
{
    public const string Quotas = "resourcequotas";

    private readonly ConditionalWeakTable<StoredObject, Dictionary<string, Quantity>> _usages = [];

    public IEnumerable<JsonObject> QuotasOf(string ns) => store.List(Quotas, ns).Items.Select(item => item.Value).Where(quota => !quota.IsDeleting());

    /// <summary>What the quota limits, and how far.</summary>
    public static Dictionary<string, Quantity> LimitsOf(JsonObject quota)
    {
        Dictionary<string, Quantity> limits = new(StringComparer.Ordinal);
        foreach (var (name, value) in quota.Map("spec", "hard") ?? [])
        {
            limits[name] = QuotaUsage.Parse(value.AsText());
        }

        return limits;
    }

    /// <summary>What is taken of everything that the quota limits, zero where nothing is.</summary>
    public Dictionary<string, Quantity> UsedOf(string ns, JsonObject quota)
    {
        Dictionary<string, Quantity> sum = new(StringComparer.Ordinal);
        Dictionary<string, Quantity> limits = LimitsOf(quota);
        foreach (string resource in limits.Keys.Select(QuotaUsage.ResourceOf).Distinct(StringComparer.Ordinal))
        {
            foreach (StoredObject stored in store.List(resource, ns).Items)
            {
                if (QuotaScope.Covers(quota, resource, stored.Value))
                {
                    QuotaUsage.Add(sum, _usages.GetValue(stored, item => QuotaUsage.Of(resource, item.Value)));
                }
            }
        }

        return limits.Keys.ToDictionary(name => name, name => sum.GetValueOrDefault(name), StringComparer.Ordinal);
    }

    /// <summary>Such amounts as the API writes them.</summary>
    public static JsonObject ToJson(Dictionary<string, Quantity> amounts)
    {
        JsonObject json = [];
        foreach (var (name, quantity) in amounts.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            json[name] = quantity.ToString();
        }

        return json;
    }
}
