using System.Security.Cryptography.X509Certificates;
using PodKube.Sandbox.Pki;

namespace PodKube.Sandbox.Tests.Pki;

public sealed class CertificateAuthorityTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public void Serving_certificate_names_the_hosts_that_pods_use()
    {
        using var certificates = new ClusterCertificates(_time);

        var serving = certificates.Serving;

        Assert.True(serving.MatchesHostname("127.0.0.1"));
        Assert.True(serving.MatchesHostname("localhost"));
        Assert.True(serving.MatchesHostname("kubernetes.default.svc"));
        Assert.False(serving.MatchesHostname("example.com"));
    }

    [Fact]
    public void Authority_recognizes_only_the_client_certificates_it_issued()
    {
        using var authority = CertificateAuthority.Create("one", _time);
        using var other = CertificateAuthority.Create("one", _time);
        using var own = authority.IssueClient("jane", "devs");
        using var foreign = other.IssueClient("jane", "devs");

        Assert.True(authority.HasIssuedClient(own));
        Assert.False(authority.HasIssuedClient(foreign));
    }

    [Fact]
    public void Serving_certificate_is_no_client_certificate()
    {
        using var certificates = new ClusterCertificates(_time);

        Assert.False(certificates.Authority.HasIssuedClient(certificates.Serving));
    }

    [Fact]
    public void Client_certificate_ends_with_its_authority()
    {
        using var authority = CertificateAuthority.Create("one", _time);
        _time.Advance(TimeSpan.FromDays(200));
        using var certificate = authority.IssueClient("jane");

        Assert.Equal(authority.Certificate.NotAfter, certificate.NotAfter);
        _time.Advance(TimeSpan.FromDays(200));
        Assert.False(authority.HasIssuedClient(certificate));
    }

    [Fact]
    public void Rotation_replaces_the_authority_and_what_it_issued()
    {
        using var certificates = new ClusterCertificates(_time);
        var before = certificates.Authority;
        var administrator = certificates.Administrator;

        certificates.Rotate();

        Assert.NotEqual(before.Pem, certificates.Authority.Pem);
        Assert.False(certificates.Authority.HasIssuedClient(administrator));
        Assert.True(certificates.Authority.HasIssuedClient(certificates.Administrator));
    }

    [Fact]
    public void Exported_pair_is_one_that_can_be_read_back()
    {
        using var authority = CertificateAuthority.Create("one", _time);
        using var issued = authority.IssueClient("jane", "devs");

        var pair = CertificatePair.Export(issued);
        using var read = X509Certificate2.CreateFromPem(pair.CertificatePem, pair.KeyPem);

        Assert.Equal(issued.Thumbprint, read.Thumbprint);
        Assert.True(read.HasPrivateKey);
        Assert.DoesNotContain("PRIVATE", pair.ToString(), StringComparison.Ordinal);
    }
}
