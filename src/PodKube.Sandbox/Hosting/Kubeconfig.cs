using System.Text;
using PodKube.Sandbox.Pki;

namespace PodKube.Sandbox.Hosting;

/// <summary>Writes kubeconfig files for the sandbox's cluster.</summary>
internal sealed class Kubeconfig(Uri server, string authorityPem)
{
    private const string Cluster = "podkube-sandbox";

    /// <summary>For a service account: the token is read from its file, so that it stays good when it is renewed.</summary>
    public string ForServiceAccount(string ns, string account, string tokenFile) =>
        Write(account, ns, $"tokenFile: {Quote(tokenFile)}");

    /// <summary>For the administrator, by client certificate.</summary>
    public string ForAdministrator(string ns, CertificatePair certificate) => Write(
        "kubernetes-admin",
        ns,
        $"client-certificate-data: {Encode(certificate.CertificatePem)}",
        $"client-key-data: {Encode(certificate.KeyPem)}");

    private string Write(string user, string ns, params string[] credentials)
    {
        var text = new StringBuilder();
        text.Append("apiVersion: v1\nkind: Config\nclusters:\n- name: ").Append(Cluster).Append("\n  cluster:\n")
            .Append("    server: ").Append(Quote(server.GetLeftPart(UriPartial.Authority))).Append('\n')
            .Append("    certificate-authority-data: ").Append(Encode(authorityPem)).Append('\n')
            .Append("users:\n- name: ").Append(Quote(user)).Append("\n  user:\n");
        foreach (var line in credentials)
        {
            text.Append("    ").Append(line).Append('\n');
        }

        return text.Append("contexts:\n- name: ").Append(Cluster).Append("\n  context:\n    cluster: ").Append(Cluster)
            .Append("\n    user: ").Append(Quote(user))
            .Append("\n    namespace: ").Append(Quote(ns))
            .Append("\ncurrent-context: ").Append(Cluster).Append('\n').ToString();
    }

    private static string Encode(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    // A single-quoted YAML scalar takes everything as it is but the quote itself.
    private static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
