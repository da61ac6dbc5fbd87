using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using PodKube.Sandbox.Pki;

namespace PodKube.Sandbox.Access.Authentication;

/// <summary>Reads the user out of a client certificate: the common name is the user, each organization a group.</summary>
internal sealed class ClientCertificates(ClusterCertificates cluster)
{
    private const string CommonName = "2.5.4.3";
    private const string Organization = "2.5.4.10";

    // A connection presents the same object for each of its requests: its chain is built once.
    private readonly ConditionalWeakTable<X509Certificate2, Verdict> _verdicts = [];

    /// <summary>The user; null where this cluster's authority did not issue the certificate, or it is not valid now.</summary>
    public UserInfo? Find(X509Certificate2 certificate)
    {
        var authority = cluster.Authority;
        if (_verdicts.TryGetValue(certificate, out var known) && ReferenceEquals(known.Authority, authority))
        {
            return known.User;
        }

        var user = authority.HasIssuedClient(certificate) ? Read(certificate) : null;
        _verdicts.AddOrUpdate(certificate, new Verdict(authority, user));
        return user;
    }

    private static UserInfo? Read(X509Certificate2 certificate)
    {
        var name = "";
        var groups = new List<string>();
        foreach (var part in certificate.SubjectName.EnumerateRelativeDistinguishedNames())
        {
            if (part.HasMultipleElements || part.GetSingleElementValue() is not { } value)
            {
                continue;
            }

            if (part.GetSingleElementType().Value == CommonName)
            {
                name = value;
            }
            else if (part.GetSingleElementType().Value == Organization)
            {
                groups.Add(value);
            }
        }

        if (name.Length == 0)
        {
            return null;
        }

        groups.Add(SystemGroups.Authenticated);
        var id = "X509SHA256=" + Convert.ToHexString(SHA256.HashData(certificate.RawData)).ToLowerInvariant();
        return new UserInfo(name, "", groups, new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
        {
            ["authentication.kubernetes.io/credential-id"] = [id],
        });
    }

    private sealed record Verdict(CertificateAuthority Authority, UserInfo? User);
}
