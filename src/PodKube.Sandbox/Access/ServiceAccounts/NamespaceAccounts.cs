using System.Text.Json.Nodes;
using PodKube.Sandbox.Pki;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Server;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Access.ServiceAccounts;

/// <summary>Keeps in every namespace what its pods need: the service account <c>default</c> and the cluster's authority.</summary>
internal sealed class NamespaceAccounts(ResourceOperations operations, ClusterCertificates certificates)
{
    private const string DescriptionAnnotation = "kubernetes.io/description";
    private const string Description =
        "Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the internal "
        + "service IP or kubernetes.default.svc. No other usage is guaranteed across distributions of Kubernetes clusters.";

    /// <summary>Makes or mends both, unless the namespace is missing or on its way out.</summary>
    public void Ensure(string ns)
    {
        if (operations.Find(operations.Kinds.Require("namespaces"), "", ns) is not { } found || found.Value.IsDeleting())
        {
            return;
        }

        EnsureAccount(ns);
        EnsureAuthority(ns);
    }

    private void EnsureAccount(string ns)
    {
        var kind = operations.Kinds.Require("serviceaccounts");
        if (operations.Find(kind, ns, "default") is null)
        {
            CreateUnlessThere(kind, ns, new JsonObject { ["metadata"] = new JsonObject { ["name"] = "default" } });
        }
    }

    private void EnsureAuthority(string ns)
    {
        var kind = operations.Kinds.Require("configmaps");
        var wanted = certificates.Authority.Pem;
        if (operations.Find(kind, ns, ApiAccessVolume.RootAuthorityConfigMap) is not { } current)
        {
            CreateUnlessThere(kind, ns, new JsonObject
            {
                ["metadata"] = new JsonObject
                {
                    ["name"] = ApiAccessVolume.RootAuthorityConfigMap,
                    ["annotations"] = new JsonObject { [DescriptionAnnotation] = Description },
                },
                ["data"] = new JsonObject { ["ca.crt"] = wanted },
            });
        }
        else if (current.Value.GetObject("data") is not { Count: 1 } data || data.GetText("ca.crt") != wanted)
        {
            operations.Update(OperationContext.ForController(), kind, ns, ApiAccessVolume.RootAuthorityConfigMap, map =>
            {
                map["data"] = new JsonObject { ["ca.crt"] = wanted };
                return map;
            });
        }
    }

    private void CreateUnlessThere(ResourceKind kind, string ns, JsonObject obj)
    {
        try
        {
            operations.Create(OperationContext.ForController(), kind, ns, obj);
        }
        catch (ApiStatusException taken) when (taken.Reason == "AlreadyExists")
        {
            // Somebody else was faster, which is as good.
        }
    }
}
