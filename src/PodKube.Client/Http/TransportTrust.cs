using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using PodKube.Client.Auth;
using PodKube.Client.Config;
using PodKube.Client.Errors;

namespace PodKube.Client.Http;

/// <summary>Reads the certificates that connections are made with.</summary>
internal static class TransportTrust
{
    internal static string ReadPem(IFileSystem files, PemSource source, string reason, string what)
    {
        if (source.Text is { } text)
        {
            return text;
        }

        try
        {
            return Encoding.UTF8.GetString(files.ReadAllBytes(source.Path!));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new KubeConfigException(reason, $"The {what} {source} cannot be read: {e.Message}", "Check the path, and that this user may read the file.", e);
        }
    }

    internal static X509Certificate2Collection ReadAuthorities(string pem, PemSource source)
    {
        X509Certificate2Collection authorities = [];
        try
        {
            authorities.ImportFromPem(pem);
        }
        catch (CryptographicException e)
        {
            throw Unusable($"The certificate authority {source} cannot be read as PEM certificates: {e.Message}", e);
        }

        return authorities.Count > 0 ? authorities : throw Unusable($"The certificate authority {source} holds no PEM certificate.", null);
    }

    internal static X509Certificate2Collection ReadClientCertificate(ClientCertificatePem pem)
    {
        try
        {
            X509Certificate2Collection chain = [];
            chain.ImportFromPem(pem.Certificate);
            using X509Certificate2 ephemeral = X509Certificate2.CreateFromPem(pem.Certificate, pem.Key);
            // Schannel cannot use keys that live in memory only: https://github.com/dotnet/runtime/issues/23749
            chain[0] = OperatingSystem.IsWindows() ? new X509Certificate2(ephemeral.Export(X509ContentType.Pfx)) : new X509Certificate2(ephemeral);
            return chain;
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new KubeConfigException(
                ErrorReason.ClientCertificateInvalid,
                $"The client certificate and its key cannot be used: {e.Message}",
                "Both must be PEM, the key unencrypted, and they must belong together.",
                e);
        }
    }

    private static KubeConfigException Unusable(string message, Exception? inner) =>
        new(ErrorReason.CertificateAuthorityInvalid, message, "It must be the PEM text of the cluster's CA, as in the ConfigMap kube-root-ca.crt.", inner);
}
