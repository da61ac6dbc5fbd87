using System.Text.Json.Nodes;
using PodKube.Sandbox.Access;
using PodKube.Sandbox.Access.Rbac;
using PodKube.Sandbox.Aggregation;
using PodKube.Sandbox.Registry;

namespace PodKube.Sandbox.Hosting;

/// <summary>Writes the objects that a cluster is born with, and what the options ask for.</summary>
internal sealed class Bootstrap(ControlPlane controlPlane, SandboxOptions options)
{
    private static readonly string[] s_namespaces = ["default", "kube-node-lease", "kube-public", "kube-system"];

    private readonly ResourceOperations _operations = controlPlane.Operations;

    private readonly OperationContext _server = ControlPlane.ServerContext;

    /// <summary>Ends when the controllers have dealt with all of it, as far as that needs no time to pass.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        CreateObjects();
        controlPlane.Workloads.RegisterNodes();
        await controlPlane.Workloads.Runtime.SettleAsync(cancellationToken).ConfigureAwait(false);
        if (options.Manifests.Count > 0)
        {
            new Manifests(_operations, options.PodNamespace).Create(options.Manifests);
            await controlPlane.Workloads.Runtime.SettleAsync(cancellationToken).ConfigureAwait(false);
        }

        controlPlane.Workloads.Start();
        foreach (var fault in options.Faults)
        {
            controlPlane.Faults.Add(fault);
        }
    }

    private void CreateObjects()
    {
        foreach (var name in s_namespaces.Concat(options.Namespaces).Distinct(StringComparer.Ordinal))
        {
            Create("namespaces", "", new JsonObject { ["metadata"] = new JsonObject { ["name"] = name } });
            controlPlane.Accounts.Ensure(name);
        }

        controlPlane.LocalServices.Synchronize();
        CreateRoles();
        CreateSystemWorkload();
        Create("configmaps", ExtensionAuthentication.Namespace, ExtensionAuthentication.ConfigMap(controlPlane.Certificates));
        if (options.ServiceAccount != "default")
        {
            Create("serviceaccounts", options.PodNamespace, new JsonObject { ["metadata"] = new JsonObject { ["name"] = options.ServiceAccount } });
        }
    }

    private void CreateSystemWorkload()
    {
        const string Namespace = "kube-system";
        Create("priorityclasses.scheduling.k8s.io", "", SystemPriorityClass("system-cluster-critical", 2_000_000_000, "cluster"));
        Create("priorityclasses.scheduling.k8s.io", "", SystemPriorityClass("system-node-critical", 2_000_001_000, "node"));
        Create("serviceaccounts", Namespace, CoreDns.ServiceAccount());
        Create("configmaps", Namespace, CoreDns.ConfigMap());
        Create("services", Namespace, CoreDns.Service());
        Create("deployments.apps", Namespace, CoreDns.Deployment());
    }

    private static JsonObject SystemPriorityClass(string name, long value, string scope) => new()
    {
        ["metadata"] = new JsonObject { ["name"] = name },
        ["value"] = value,
        ["description"] = scope == "cluster"
            ? "Used for system critical pods that must run in the cluster, but can be moved to another node if necessary."
            : "Used for system critical pods that must not be moved from their current node.",
        ["preemptionPolicy"] = "PreemptLowerPriority",
    };

    private void CreateRoles()
    {
        CreateAll(RbacPolicyIndex.ClusterRoles, DefaultRoleObjects.ClusterRoles());
        CreateAll(RbacPolicyIndex.ClusterRoleBindings, DefaultRoleObjects.ClusterRoleBindings());
        CreateAll(RbacPolicyIndex.Roles, DefaultRoleObjects.Roles());
        CreateAll(RbacPolicyIndex.RoleBindings, DefaultRoleObjects.RoleBindings());
    }

    private void CreateAll(string resource, IEnumerable<JsonObject> objects)
    {
        foreach (var obj in objects)
        {
            Create(resource, obj.Namespace(), obj);
        }
    }

    private void Create(string resource, string ns, JsonObject obj) => _operations.Create(_server, _operations.Kinds.Require(resource), ns, obj);
}
