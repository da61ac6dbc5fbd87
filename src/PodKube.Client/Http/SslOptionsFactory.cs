using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using PodKube.Client.Config;

namespace PodKube.Client.Http;

/// <summary>Decides what TLS verifies: chain and host name, against the cluster's own authority alone where there is one.</summary>
internal static class SslOptionsFactory
{
    internal static SslClientAuthenticationOptions Make(ClusterTrust trust, X509Certificate2Collection? authorities, X509Certificate2Collection? clientChain)
    {
        SslClientAuthenticationOptions options = new() { CertificateRevocationCheckMode = X509RevocationMode.NoCheck };
        if (trust.SkipTlsVerify)
        {
#pragma warning disable CA5359 // Asked for by name in a kubeconfig file, and possible from there only.
            options.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        }
        else
        {
            options.CertificateChainPolicy = authorities is null ? null : OnlyTrust(authorities);
            options.RemoteCertificateValidationCallback = PassOnVerdict;
        }

        if (clientChain is { Count: > 0 })
        {
            options.ClientCertificateContext = SslStreamCertificateContext.Create(clientChain[0], clientChain, offline: true);
        }

        return options;
    }

    private static X509ChainPolicy OnlyTrust(X509Certificate2Collection authorities)
    {
        X509ChainPolicy policy = new()
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.AddRange(authorities);
        return policy;
    }

    // Decides nothing itself: the platform's verdict stands, and a refusal leaves with its details for the message.
    private static bool PassOnVerdict(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        bool valid = errors == SslPolicyErrors.None;
        return valid ? valid : throw Refusal(certificate, chain, errors);
    }

    private static ServerCertificateException Refusal(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        X509ChainStatusFlags flags = X509ChainStatusFlags.NoError;
        foreach (X509ChainStatus status in chain?.ChainStatus ?? [])
        {
            flags |= status.Status;
        }

        return new ServerCertificateException(errors, flags, ServerCertificateFacts.Read(certificate));
    }
}
