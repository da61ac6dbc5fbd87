using System.Text.Json.Nodes;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Server;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Access.ServiceAccounts;

/// <summary>
/// Gives every pod a service account and, unless that is switched off, the volume with its token.
/// https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/#serviceaccount-admission-controller
/// </summary>
internal sealed class ServiceAccountAdmission(ResourceOperations operations, NamespaceAccounts accounts) : IAdmission
{
    private const string Default = "default";
    private const string MirrorAnnotation = "kubernetes.io/config.mirror";

    public void Mutate(AdmissionRequest request)
    {
        if (request.Operation != AdmissionOperation.Create || request.Kind.Resource != "pods" || request.Subresource.Length > 0
            || request.Object is not { } pod || pod.Annotations()?[MirrorAnnotation] is not null)
        {
            return;
        }

        var spec = pod.EnsureObject("spec");
        var name = spec.TextOrEmpty("serviceAccountName") is { Length: > 0 } wanted ? wanted : Default;
        spec["serviceAccountName"] = name;
        spec["serviceAccount"] = name;
        var account = Find(request, name);
        if (spec.GetBool("automountServiceAccountToken") ?? account.GetBool("automountServiceAccountToken") ?? true)
        {
            ApiAccessVolume.Mount(spec);
        }

        if (spec.GetArray("imagePullSecrets") is not { Count: > 0 } && account.GetArray("imagePullSecrets") is { Count: > 0 } secrets)
        {
            spec["imagePullSecrets"] = secrets.DeepClone();
        }
    }

    public void Validate(AdmissionRequest request)
    {
    }

    private JsonObject Find(AdmissionRequest request, string name)
    {
        var kind = operations.Kinds.Require("serviceaccounts");
        if (name == Default && !request.Context.DryRun)
        {
            // A real server waits up to two seconds for the controller to make it; here it is made at once.
            accounts.Ensure(request.Namespace);
        }

        return operations.Find(kind, request.Namespace, name)?.Value ?? throw ApiErrors.Forbidden(
            "pods",
            request.Name,
            $"error looking up service account {request.Namespace}/{name}: serviceaccount {GoText.Quote(name)} not found");
    }
}
