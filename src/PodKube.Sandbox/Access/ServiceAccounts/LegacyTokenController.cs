using System.Text;
using System.Text.Json.Nodes;
using PodKube.Sandbox.Controllers.Runtime;
using PodKube.Sandbox.Pki;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Access.ServiceAccounts;

/// <summary>Fills secrets of type kubernetes.io/service-account-token, and removes them when their account goes.</summary>
internal sealed class LegacyTokenController(
    ResourceOperations operations, ServiceAccountTokenIssuer issuer, ClusterCertificates certificates) : Controller
{
    private const string Secrets = "secrets";
    private const string Accounts = "serviceaccounts";
    private const string SecretType = "kubernetes.io/service-account-token";
    private const string NameAnnotation = "kubernetes.io/service-account.name";
    private const string UidAnnotation = "kubernetes.io/service-account.uid";

    public override string Name => "serviceaccount-token-controller";

    public override IReadOnlyCollection<string> Resources { get; } = [Secrets, Accounts];

    private ClusterClient Client => ClusterClient.ForController(operations, Name);

    public override void Observe(StoreEvent change)
    {
        var key = change.Object.Key;
        if (key.Resource == Secrets)
        {
            EnqueueToken(change.Object);
            return;
        }

        if (change.Type == StoreEventType.Modified)
        {
            return;
        }

        foreach (var secret in operations.Store.List(Secrets, key.Namespace).Items)
        {
            EnqueueToken(secret);
        }
    }

    public override void Reconcile(ObjectKey key)
    {
        if (Client.Find(key) is not { } secret || AccountOf(secret) is not { } name)
        {
            return;
        }

        var account = Client.Find(new ObjectKey(Accounts, key.Namespace, name));
        var bound = secret.Annotations().GetText(UidAnnotation);
        if (account is null || (bound is { Length: > 0 } && bound != account.Uid()))
        {
            Client.Delete(key, secret.Uid());
            return;
        }

        Client.Update(key, secret.Uid(), current => Fill(current, key, account));
    }

    private void EnqueueToken(StoredObject secret)
    {
        if (secret.Value.GetText("type") == SecretType)
        {
            Enqueue(secret.Key);
        }
    }

    private bool Fill(JsonObject secret, ObjectKey key, JsonObject account)
    {
        var changed = false;
        if (secret.Annotations().GetText(UidAnnotation) != account.Uid())
        {
            secret.Metadata().EnsureObject("annotations")[UidAnnotation] = account.Uid();
            changed = true;
        }

        var data = secret.EnsureObject("data");
        if (data.GetText("token") is null)
        {
            changed |= Set(data, "token", issuer.IssueLegacy(key.Namespace, key.Name, account.Name(), account.Uid()));
        }

        changed |= Set(data, "ca.crt", certificates.Authority.Pem);
        return Set(data, "namespace", key.Namespace) || changed;
    }

    private static bool Set(JsonObject data, string name, string value)
    {
        var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(value));
        if (data.GetText(name) == encoded)
        {
            return false;
        }

        data[name] = encoded;
        return true;
    }

    private static string? AccountOf(JsonObject secret) =>
        secret.GetText("type") == SecretType ? secret.Annotations().GetText(NameAnnotation) : null;
}
