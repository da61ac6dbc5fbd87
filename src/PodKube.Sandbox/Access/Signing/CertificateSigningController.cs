using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using PodKube.Sandbox.Controllers.Model;
using PodKube.Sandbox.Controllers.Runtime;
using PodKube.Sandbox.Pki;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Access.Signing;

/// <summary>
/// Signs what was approved for kubernetes.io/kube-apiserver-client, whose certificates the server takes
/// (https://kubernetes.io/docs/reference/access-authn-authz/certificate-signing-requests/#kubernetes-signers). Nobody approves for it.
/// </summary>
internal sealed class CertificateSigningController(ResourceOperations operations, ClusterCertificates certificates) : Controller
{
    public const string Requests = "certificatesigningrequests.certificates.k8s.io";
    private const string Signer = "kubernetes.io/kube-apiserver-client";

    public override string Name => "csrsigning-controller";

    public override IReadOnlyCollection<string> Resources { get; } = [Requests];

    private ClusterClient Client => ClusterClient.ForController(operations, Name);

    public override void Observe(StoreEvent change)
    {
        if (change.Type != StoreEventType.Deleted)
        {
            Enqueue(change.Object.Key);
        }
    }

    public override void Reconcile(ObjectKey key)
    {
        if (Client.Find(key) is { } request && IsToBeSigned(request))
        {
            var status = request.Map("status")!.Copy();
            Sign(request.Map("spec"), status);
            Client.UpdateStatus(key, request.Uid(), status);
        }
    }

    private static bool IsToBeSigned(JsonObject request) =>
        request.Text("spec", "signerName") == Signer
        && string.IsNullOrEmpty(request.Text("status", "certificate"))
        && Has(request, "Approved") && !Has(request, "Denied") && !Has(request, "Failed");

    private static bool Has(JsonObject request, string condition) => request.Condition(condition) is not null;

    private void Sign(JsonObject? spec, JsonObject status)
    {
        try
        {
            var text = Encoding.UTF8.GetString(Convert.FromBase64String(spec.Text("request") ?? ""));
            var lifetime = spec.Number("expirationSeconds") is { } seconds ? TimeSpan.FromSeconds(seconds) : (TimeSpan?)null;
            using var certificate = certificates.Authority.SignClient(text, lifetime);
            status["certificate"] = Convert.ToBase64String(Encoding.ASCII.GetBytes(certificate.ExportCertificatePem() + "\n"));
        }
        catch (Exception broken) when (broken is CryptographicException or FormatException or ArgumentException)
        {
            var now = operations.Time.GetUtcNow().ApiTime();
            status.EnsureArray("conditions").Add((JsonNode)new JsonObject
            {
                ["type"] = "Failed",
                ["status"] = "True",
                ["reason"] = "SignerValidationFailure",
                ["message"] = broken.Message,
                ["lastUpdateTime"] = now,
                ["lastTransitionTime"] = now,
            });
        }
    }
}
