using System.Text.Json.Nodes;
using PodKube.Sandbox.Server;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Registry.Admission;

/// <summary>Nothing is created in a namespace that does not exist or that is going; some namespaces never go.</summary>
internal sealed class NamespaceLifecycle(ResourceOperations operations) : IAdmission
{
    private static readonly string[] s_immortal = ["default", "kube-system", "kube-public"];

    public void Mutate(AdmissionRequest request)
    {
        if (request.Operation == AdmissionOperation.Delete && request.Kind is { Group: "", Plural: "namespaces" } && s_immortal.Contains(request.Name))
        {
            throw ApiErrors.Forbidden("namespaces", request.Name, "this namespace may not be deleted");
        }

        if (request.Operation != AdmissionOperation.Create || !request.Kind.Namespaced)
        {
            return;
        }

        var ns = operations.Store.Get(new ObjectKey("namespaces", "", request.Namespace)) ?? throw ApiErrors.NotFound("namespaces", request.Namespace);
        if (ns.Value.GetObject("status").GetText("phase") != "Terminating")
        {
            return;
        }

        var refusal = ApiErrors.Forbidden(
            request.Kind.Resource, request.Name, $"unable to create new content in namespace {request.Namespace} because it is being terminated");
        ((JsonObject)refusal.Status["details"]!)["causes"] = new JsonArray(new JsonObject
        {
            ["reason"] = "NamespaceTerminating",
            ["message"] = $"namespace {request.Namespace} is being terminated",
            ["field"] = "metadata.namespace",
        });
        throw refusal;
    }

    public void Validate(AdmissionRequest request)
    {
    }
}
