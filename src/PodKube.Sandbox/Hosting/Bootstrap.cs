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

    private readonly OperationContext _server = new()
    {
        User = new UserInfo("system:apiserver", SystemGroups.Masters),
        FieldManager = "kube-apiserver",
    };

    public void Run(Uri url)
    {
        foreach (var name in s_namespaces.Concat(options.Namespaces).Distinct(StringComparer.Ordinal))
        {
            Create("namespaces", "", new JsonObject { ["metadata"] = new JsonObject { ["name"] = name } });
            controlPlane.Accounts.Ensure(name);
        }

        CreateRoles();
        Create("configmaps", "kube-system", ExtensionAuthentication.ConfigMap(controlPlane.Certificates));
        KubernetesService.Create(_operations, _server, url);
        if (options.ServiceAccount != "default")
        {
            Create("serviceaccounts", options.PodNamespace, new JsonObject { ["metadata"] = new JsonObject { ["name"] = options.ServiceAccount } });
        }
    }

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
