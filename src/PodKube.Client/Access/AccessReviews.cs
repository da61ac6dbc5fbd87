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
        return SubjectReviews.AskAsync(_client, question, null, cancellationToken);
    }

    /// <summary>Asks whether somebody else may do something (SubjectAccessReview).</summary>
    /// <exception cref="Errors.KubeException">One may not ask for others, or the server could not be asked.</exception>
    public Task<AccessAnswer> AskAsync(AccessQuestion question, PolicyUser user, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(user);
        return SubjectReviews.AskAsync(_client, question, user, cancellationToken);
    }

    /// <summary>Asks who one is (SelfSubjectReview); where the server has no such review, reads the token's own claims.</summary>
    /// <exception cref="Errors.KubeException">The server could not be asked, and there is no readable token.</exception>
    public Task<Identity> WhoAmIAsync(CancellationToken cancellationToken = default) => IdentityReview.WhoAmIAsync(_client, cancellationToken);

    /// <summary>Asks for every rule that holds for oneself in a namespace (SelfSubjectRulesReview).</summary>
    /// <exception cref="Errors.KubeException">The server could not be asked.</exception>
    public Task<OwnRules> ListRulesAsync(string @namespace, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(@namespace);
        return RulesReview.AskAsync(_client, @namespace, cancellationToken);
    }

    /// <summary>Reads roles and bindings, in order to say what anybody may do.</summary>
    /// <param name="namespace">The namespace whose roles and bindings are read besides the cluster's; null for all.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="Errors.KubeApiException">One may not read them.</exception>
    public Task<RbacPolicy> ReadPolicyAsync(string? @namespace, CancellationToken cancellationToken = default) =>
        RbacPolicyReader.ReadAsync(_client, @namespace, cancellationToken);

    /// <summary>Asks for a new token of a service account (TokenRequest).</summary>
    /// <exception cref="Errors.KubeException">The server refuses, or could not be asked.</exception>
    public Task<IssuedToken> RequestTokenAsync(
        string @namespace, string serviceAccount, TokenRequestOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(@namespace);
        ArgumentException.ThrowIfNullOrEmpty(serviceAccount);
        return TokenCalls.RequestAsync(_client, @namespace, serviceAccount, options ?? new TokenRequestOptions(), cancellationToken);
    }

    /// <summary>Asks whether the server accepts a token (TokenReview).</summary>
    /// <param name="token">The token.</param>
    /// <param name="audiences">The audiences of which one must be the token's; null for the API server's own.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="Errors.KubeException">The server could not be asked.</exception>
    public Task<TokenVerdict> ReviewTokenAsync(string token, IReadOnlyList<string>? audiences = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(token);
        return TokenCalls.ReviewAsync(_client, token, audiences ?? [], cancellationToken);
    }
}
