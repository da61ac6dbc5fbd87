namespace PodKube.Client.Config;

/// <summary>What makes the server's certificate believable.</summary>
public sealed record ClusterTrust
{
    /// <summary>The certificate authority; null trusts the machine's own authorities.</summary>
    public PemSource? CertificateAuthority { get; init; }

    /// <summary>The name that the server's certificate must carry; null takes the server's host.</summary>
    public string? TlsServerName { get; init; }

    /// <summary>Whether nothing is verified. Comes from a kubeconfig file only (<c>insecure-skip-tls-verify</c>).</summary>
    public bool SkipTlsVerify { get; internal init; }
}
