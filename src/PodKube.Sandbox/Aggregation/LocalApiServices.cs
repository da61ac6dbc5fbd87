using System.Text.Json.Nodes;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Server;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Aggregation;

/// <summary>Keeps the APIService objects of the groups that the server itself serves: one for each version, always available.</summary>
internal sealed class LocalApiServices
{
    public const string Resource = "apiservices.apiregistration.k8s.io";

    private const string ManagedLabel = "kube-aggregator.kubernetes.io/automanaged";

    // The order in which clients prefer groups, and versions within them; what is not named here came from a custom resource.
    private static readonly Dictionary<string, int> s_groupPriorities = new(StringComparer.Ordinal)
    {
        [""] = 18000,
        ["apps"] = 17800,
        ["events.k8s.io"] = 17750,
        ["authentication.k8s.io"] = 17700,
        ["authorization.k8s.io"] = 17600,
        ["autoscaling"] = 17500,
        ["batch"] = 17400,
        ["certificates.k8s.io"] = 17300,
        ["networking.k8s.io"] = 17200,
        ["policy"] = 17100,
        ["rbac.authorization.k8s.io"] = 17000,
        ["storage.k8s.io"] = 16800,
        ["apiextensions.k8s.io"] = 16700,
        ["admissionregistration.k8s.io"] = 16700,
        ["scheduling.k8s.io"] = 16600,
        ["coordination.k8s.io"] = 16500,
        ["node.k8s.io"] = 16300,
        ["discovery.k8s.io"] = 16200,
        ["resource.k8s.io"] = 16200,
        ["flowcontrol.apiserver.k8s.io"] = 16100,
    };

    private readonly ResourceOperations _operations;
    private readonly OperationContext _context;

    public LocalApiServices(ResourceOperations operations, OperationContext context)
    {
        _operations = operations;
        _context = context;
        operations.Kinds.Changed += Synchronize;
    }

    /// <summary>Makes what is missing and removes what is served no more.</summary>
    public void Synchronize()
    {
        var kind = _operations.Kinds.Require(Resource);
        var served = _operations.Kinds.All
            .Where(served => served.Group != kind.Group)
            .DistinctBy(served => (served.Group, served.Version))
            .ToDictionary(served => NameOf(served.Group, served.Version), StringComparer.Ordinal);
        foreach (var (name, example) in served)
        {
            if (_operations.Find(kind, "", name) is null)
            {
                Create(kind, name, example);
            }
        }

        foreach (var stored in _operations.List(kind).Items)
        {
            if (stored.Value.Labels().GetText(ManagedLabel) is not null && !served.ContainsKey(stored.Key.Name))
            {
                _operations.Delete(_context, kind, "", stored.Key.Name, new DeleteOptions());
            }
        }
    }

    private static string NameOf(string group, string version) => $"{version}.{group}";

    private void Create(ResourceKind kind, string name, ResourceKind served)
    {
        var spec = new JsonObject { ["version"] = served.Version };
        if (served.Group.Length > 0)
        {
            spec["group"] = served.Group;
        }

        var isBuiltIn = s_groupPriorities.TryGetValue(served.Group, out var priority);
        spec["groupPriorityMinimum"] = isBuiltIn ? (long)priority : 1000L;
        spec["versionPriority"] = VersionPriority(served, isBuiltIn);
        try
        {
            _operations.Create(_context, kind, "", new JsonObject
            {
                ["metadata"] = new JsonObject
                {
                    ["name"] = name,
                    ["labels"] = new JsonObject { [ManagedLabel] = isBuiltIn ? "onstart" : "true" },
                },
                ["spec"] = spec,
            });
        }
        catch (ApiStatusException refused) when (refused.Reason is "AlreadyExists" or "Invalid")
        {
            // Somebody registered that very group by hand: theirs stands.
        }
    }

    private static long VersionPriority(ResourceKind served, bool isBuiltIn) => (served.Group, served.Version) switch
    {
        ("", _) => 1,
        ("autoscaling", "v2") => 30,
        ("flowcontrol.apiserver.k8s.io", "v1") => 21,
        _ => isBuiltIn ? 15 : 100,
    };
}
