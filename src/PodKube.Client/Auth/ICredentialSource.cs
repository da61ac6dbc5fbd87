namespace PodKube.Client.Auth;

/// <summary>Hands out the credential of the moment.</summary>
internal interface ICredentialSource
{
    /// <summary>The credential to send now; from memory wherever that is allowed.</summary>
    ValueTask<Credential> GetAsync(CancellationToken cancellationToken);

    /// <summary>After the server refused <paramref name="refused"/>: looks at once for a newer one.</summary>
    /// <returns>The newest credential; the same as <paramref name="refused"/> when there is no other.</returns>
    ValueTask<Credential> RenewAsync(Credential refused, CancellationToken cancellationToken);
}
