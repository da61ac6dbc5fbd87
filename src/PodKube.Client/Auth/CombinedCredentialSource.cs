namespace PodKube.Client.Auth;

/// <summary>A token from one place together with a client certificate from another.</summary>
internal sealed class CombinedCredentialSource(ICredentialSource token, ICredentialSource certificate) : ICredentialSource
{
    public async ValueTask<Credential> GetAsync(CancellationToken cancellationToken) => Combine(
        await token.GetAsync(cancellationToken).ConfigureAwait(false),
        await certificate.GetAsync(cancellationToken).ConfigureAwait(false));

    public async ValueTask<Credential> RenewAsync(Credential refused, CancellationToken cancellationToken) => Combine(
        await token.RenewAsync(refused, cancellationToken).ConfigureAwait(false),
        await certificate.GetAsync(cancellationToken).ConfigureAwait(false));

    private static Credential Combine(Credential first, Credential second) => first.WithCertificate(first.Certificate ?? second.Certificate);
}
