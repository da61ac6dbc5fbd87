using System.Text.Json.Nodes;
using PodKube.Sandbox.Controllers.Model;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Server;
using PodKube.Sandbox.Storage;
using Quantity = PodKube.Sandbox.Schemas.Quantity;

namespace PodKube.Sandbox.Controllers.Quota;

/// <summary>
/// Refuses what a ResourceQuota leaves no room for, in the words of the API server's ResourceQuota admission
/// (https://github.com/kubernetes/apiserver/blob/master/pkg/admission/plugin/resourcequota/controller.go). Creations alone are looked at.
/// </summary>
internal sealed class QuotaAdmission(ResourceOperations operations) : IAdmission
{
    // A pod under a quota of these has to say for each container what it takes.
    private static readonly HashSet<string> s_required = new(StringComparer.Ordinal)
    {
        "cpu", "memory", "requests.cpu", "requests.memory", "limits.cpu", "limits.memory",
    };

    private readonly QuotaLedger _ledger = new(operations.Store);
    private readonly List<Reservation> _reserved = [];

    public void Mutate(AdmissionRequest request)
    {
    }

    public void Validate(AdmissionRequest request)
    {
        if (request is not { Operation: AdmissionOperation.Create, Subresource: "", Kind.Namespaced: true, Object: { } item })
        {
            return;
        }

        List<JsonObject> quotas = [.. _ledger.QuotasOf(request.Namespace).Where(quota => QuotaScope.Covers(quota, request.Kind.Resource, item))];
        if (quotas.Count == 0)
        {
            return;
        }

        Dictionary<string, Quantity> wanted = QuotaUsage.Of(request.Kind.Resource, item);
        ObjectKey key = new(request.Kind.Resource, request.Namespace, item.Name());
        lock (_reserved)
        {
            _reserved.RemoveAll(IsOver);
            foreach (JsonObject quota in quotas)
            {
                RequireAmounts(request, quota, item);
                RequireRoom(request, quota, wanted);
            }

            if (!request.Context.DryRun)
            {
                _reserved.Add(new Reservation(key, wanted, item, operations.Time.GetUtcNow()));
            }
        }
    }

    private static void RequireAmounts(AdmissionRequest request, JsonObject quota, JsonObject item)
    {
        if (request.Kind.Resource != PodIndex.Resource)
        {
            return;
        }

        List<string> missing = [];
        foreach (string name in QuotaLedger.LimitsOf(quota).Keys.Where(s_required.Contains).Order(StringComparer.Ordinal))
        {
            string part = name.StartsWith("limits.", StringComparison.Ordinal) ? "limits" : "requests";
            string resource = name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..];
            List<string> containers = [.. item.Items("spec", "containers").Concat(item.Items("spec", "initContainers"))
                .Where(container => container.Text("resources", part, resource) is null)
                .Select(container => container.Text("name") ?? "").Order(StringComparer.Ordinal)];
            if (containers.Count > 0)
            {
                missing.Add($"{name} for: {string.Join(',', containers)}");
            }
        }

        if (missing.Count > 0)
        {
            throw ApiErrors.Forbidden(PodIndex.Resource, request.Name, $"failed quota: {quota.Name()}: must specify {string.Join("; ", missing)}");
        }
    }

    private void RequireRoom(AdmissionRequest request, JsonObject quota, Dictionary<string, Quantity> wanted)
    {
        Dictionary<string, Quantity> used = _ledger.UsedOf(request.Namespace, quota);
        foreach (Reservation reserved in _reserved.Where(item => item.Key.Namespace == request.Namespace && QuotaScope.Covers(quota, item.Key.Resource, item.Item)))
        {
            QuotaUsage.Add(used, reserved.Usage);
        }

        Dictionary<string, Quantity> limits = QuotaLedger.LimitsOf(quota);
        List<string> exceeded = [.. limits.Keys
            .Where(name => wanted.TryGetValue(name, out Quantity more) && !more.IsZero && used[name] + more > limits[name]).Order(StringComparer.Ordinal)];
        if (exceeded.Count > 0)
        {
            throw ApiErrors.Forbidden(
                request.Kind.Resource,
                request.Name,
                $"exceeded quota: {quota.Name()}, requested: {Shown(wanted, exceeded)}, used: {Shown(used, exceeded)}, limited: {Shown(limits, exceeded)}");
        }
    }

    private static string Shown(Dictionary<string, Quantity> amounts, List<string> names) => string.Join(',', names.Select(name => $"{name}={amounts[name]}"));

    /// <summary>Over as soon as the object is stored and counts by itself, or after a moment, where its creation failed later.</summary>
    private bool IsOver(Reservation reservation) =>
        operations.Store.Get(reservation.Key) is not null || operations.Time.GetUtcNow() - reservation.Since > Reservation.Longest;

    /// <summary>What was let in and is not stored yet: of several creations at once none sees the others otherwise.</summary>
    private sealed record Reservation(ObjectKey Key, Dictionary<string, Quantity> Usage, JsonObject Item, DateTimeOffset Since)
    {
        public static TimeSpan Longest { get; } = TimeSpan.FromSeconds(1);
    }
}
