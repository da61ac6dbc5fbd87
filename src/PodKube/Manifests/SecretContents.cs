using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;

namespace PodKube.Manifests;

/// <summary>What secrets of the types that Kubernetes knows hold.</summary>
/// <remarks>https://kubernetes.io/docs/concepts/configuration/secret/#secret-types</remarks>
internal static class SecretContents
{
    /// <summary>A user name and password.</summary>
    /// <returns>The secret's type.</returns>
    public static string AddCredential(DataEntries target, string user, string password)
    {
        target.Add("username", user);
        target.Add("password", password);
        return "kubernetes.io/basic-auth";
    }

    /// <summary>A certificate and its key, in PEM.</summary>
    /// <returns>The secret's type.</returns>
    /// <exception cref="ArgumentException">They cannot be read, or do not belong together.</exception>
    public static string AddCertificate(DataEntries target, byte[] certificate, byte[] key)
    {
        try
        {
            X509Certificate2.CreateFromPem(Encoding.ASCII.GetString(certificate), Encoding.ASCII.GetString(key)).Dispose();
        }
        catch (CryptographicException e)
        {
            throw new ArgumentException($"The certificate and the key are no pair in PEM: {e.Message}", e);
        }

        target.Add("tls.crt", certificate);
        target.Add("tls.key", key);
        return "kubernetes.io/tls";
    }

    /// <summary>What one logs in to an image registry with.</summary>
    /// <returns>The secret's type.</returns>
    public static string AddRegistry(DataEntries target, string registry, string user, string password)
    {
        JsonObject login = new()
        {
            ["username"] = user,
            ["password"] = password,
            ["auth"] = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")),
        };
        target.Add(".dockerconfigjson", ManifestNodes.ToUtf8(new JsonObject { ["auths"] = new JsonObject { [registry] = login } }));
        return "kubernetes.io/dockerconfigjson";
    }
}
