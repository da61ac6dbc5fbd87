using Microsoft.AspNetCore.Http;
using PodKube.Sandbox.Access.ServiceAccounts;
using PodKube.Sandbox.Pki;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Faults;

/// <summary>The faults that change the cluster itself instead of one answer.</summary>
internal sealed class FaultEffects(RevokedTokens revoked, ClusterCertificates certificates, NamespaceAccounts accounts, ObjectStore store)
{
    /// <summary>Raised after tokens or the authority changed: a kubelet would renew its pods' files now.</summary>
    public event Action? CredentialsChanged;

    /// <summary>Gives the simulated pods fresh tokens now instead of when they are due.</summary>
    public void RenewCredentials() => CredentialsChanged?.Invoke();

    /// <summary>Refuses the service account token that this request carries, from this request on.</summary>
    public void RevokeTokenOf(HttpRequest request)
    {
        var parts = request.Headers.Authorization.ToString().Split(' ', 2);
        if (parts.Length == 2 && JsonWebToken.TryParse(parts[1], out var token) && token.Claims.GetText("jti") is { } id)
        {
            revoked.Add(id);
            CredentialsChanged?.Invoke();
        }
    }

    public void RotateAuthority()
    {
        certificates.Rotate();
        foreach (var ns in store.List("namespaces").Items)
        {
            accounts.Ensure(ns.Key.Name);
        }

        CredentialsChanged?.Invoke();
    }
}
