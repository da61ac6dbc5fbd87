namespace PodKube.Client.Access;

/// <summary>What the server thinks of a token (TokenReview).</summary>
/// <param name="IsAuthenticated">Whether it would let its bearer in.</param>
/// <param name="User">Whom it takes the bearer for; null when it does not accept the token.</param>
/// <param name="Audiences">For which of the audiences that were asked about the token is; empty when the server does not say.</param>
/// <param name="Error">Why it does not accept the token, in its own words; empty where it says nothing.</param>
public sealed record TokenVerdict(bool IsAuthenticated, Identity? User, IReadOnlyList<string> Audiences, string Error);
