namespace PodKube.Client.Auth;

/// <summary>A credential that never changes.</summary>
internal sealed class FixedCredentialSource(Credential credential) : ICredentialSource
{
    public ValueTask<Credential> GetAsync(CancellationToken cancellationToken) => new(credential);

    public ValueTask<Credential> RenewAsync(Credential refused, CancellationToken cancellationToken) => new(credential);
}
