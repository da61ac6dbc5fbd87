using System.Security.Cryptography.X509Certificates;

namespace PodKube.Client.Http;

/// <summary>The public facts of a server certificate, for a message.</summary>
internal sealed record ServerCertificateFacts(string Subject, string Issuer, DateTime NotBeforeUtc, DateTime NotAfterUtc, IReadOnlyList<string> Names)
{
    internal static ServerCertificateFacts Read(X509Certificate? certificate)
    {
        if (certificate is null)
        {
            return new ServerCertificateFacts("", "", DateTime.MinValue, DateTime.MaxValue, []);
        }

        using X509Certificate2 full = new(certificate);
        List<string> names = [];
        foreach (X509SubjectAlternativeNameExtension extension in full.Extensions.OfType<X509SubjectAlternativeNameExtension>())
        {
            names.AddRange(extension.EnumerateDnsNames());
            names.AddRange(extension.EnumerateIPAddresses().Select(a => a.ToString()));
        }

        return new ServerCertificateFacts(full.Subject, full.Issuer, full.NotBefore.ToUniversalTime(), full.NotAfter.ToUniversalTime(), names);
    }
}
