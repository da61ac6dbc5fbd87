using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using PodKube.Sandbox.Access.Signing;
using PodKube.Sandbox.Controllers.Model;
using PodKube.Sandbox.Pki;
using PodKube.Sandbox.Tests.Controllers;

namespace PodKube.Sandbox.Tests.Access;

public sealed class CertificateSigningTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Approved_request_gets_a_certificate_that_the_server_takes(bool rsa)
    {
        var (status, authority) = await DecideAsync(Request(rsa), "Approved");

        using var _ = authority;
        using var certificate = X509Certificate2.CreateFromPem(Encoding.ASCII.GetString(Convert.FromBase64String(status.Text("certificate")!)));
        Assert.Equal("CN=ada, O=devs", certificate.Subject);
        Assert.True(authority.Authority.HasIssuedClient(certificate));
        Assert.True(certificate.NotAfter - certificate.NotBefore < TimeSpan.FromHours(2));
    }

    [Fact]
    public async Task Denied_request_gets_none()
    {
        var (status, authority) = await DecideAsync(Request(false), "Denied");

        using var _ = authority;
        Assert.Null(status.Text("certificate"));
    }

    [Fact]
    public async Task Request_that_cannot_be_read_fails()
    {
        var (status, authority) = await DecideAsync("-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----\n", "Approved");

        using var _ = authority;
        Assert.Null(status.Text("certificate"));
        Assert.Equal("Failed", status.Items("conditions").Last().Text("type"));
    }

    private static async Task<(JsonObject Status, ClusterCertificates Certificates)> DecideAsync(string request, string decision)
    {
        var certificates = new ClusterCertificates(TimeProvider.System);
        await using var cluster = new TestCluster();
        cluster.Controllers.Runtime.Add(new CertificateSigningController(cluster.Operations, certificates));
        cluster.Create(CertificateSigningController.Requests, "", $$$"""
            {"metadata":{"name":"ada"},"spec":{"signerName":"kubernetes.io/kube-apiserver-client","usages":["client auth"],"expirationSeconds":3600,
             "request":"{{{Convert.ToBase64String(Encoding.ASCII.GetBytes(request))}}}"}}
            """);
        await cluster.PassAsync(1);
        Assert.Null(cluster.Get(CertificateSigningController.Requests, "", "ada").Text("status", "certificate"));

        cluster.Operations.Update(
            Sandbox.Hosting.ControlPlane.ServerContext,
            cluster.Operations.Kinds.Require(CertificateSigningController.Requests),
            "",
            "ada",
            stored =>
            {
                stored["status"] = new JsonObject { ["conditions"] = new JsonArray(new JsonObject { ["type"] = decision, ["status"] = "True", ["reason"] = "Test" }) };
                return stored;
            },
            "approval");
        await cluster.PassAsync(1);
        Assert.Empty(cluster.Errors);
        return (cluster.Get(CertificateSigningController.Requests, "", "ada").Map("status")!, certificates);
    }

    private static string Request(bool rsa)
    {
        var subject = new X500DistinguishedName("CN=ada, O=devs");
        using var rsaKey = RSA.Create(2048);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = rsa
            ? new CertificateRequest(subject, rsaKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        return request.CreateSigningRequestPem() + "\n";
    }
}
