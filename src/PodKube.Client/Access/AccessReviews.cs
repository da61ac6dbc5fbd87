namespace PodKube.Client.Access;

/// <summary>Asks the server who one is and what one may do.</summary>
public sealed class AccessReviews
{
    private readonly KubeClient _client;

    internal AccessReviews(KubeClient client) => _client = client;

    /// <summary>Asks whether one may do something (SelfSubjectAccessReview).</summary>
    /// <exception cref="Errors.KubeException">The server could not be asked.</exception>
    public Task<AccessAnswer> AskAsync(AccessQuestion question, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(question);
        return SelfReviews.AskAsync(_client, question, cancellationToken);
    }

    /// <summary>Asks who one is (SelfSubjectReview); where the server has no such review, reads the token's own claims.</summary>
    /// <exception cref="Errors.KubeException">The server could not be asked, and there is no readable token.</exception>
    public Task<Identity> WhoAmIAsync(CancellationToken cancellationToken = default) => SelfReviews.WhoAmIAsync(_client, cancellationToken);
}
