using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace PodKube.Client.Http;

/// <summary>Carries what the platform found wrong with the server's certificate out of the handshake.</summary>
internal sealed class ServerCertificateException : AuthenticationException
{
    internal ServerCertificateException(SslPolicyErrors errors, X509ChainStatusFlags chain, ServerCertificateFacts certificate)
        : base($"The server's certificate is not valid: {errors} {chain}")
    {
        Errors = errors;
        Chain = chain;
        Certificate = certificate;
    }

    internal SslPolicyErrors Errors { get; }

    internal X509ChainStatusFlags Chain { get; }

    internal ServerCertificateFacts Certificate { get; }

    internal bool IsNameMismatch => Errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch);

    internal bool IsUntimely => Errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors) && Chain == X509ChainStatusFlags.NotTimeValid;

    internal bool IsUntrusted => Errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors) && !IsUntimely;
}
