namespace PodKube.Client.Errors;

/// <summary>A text is no token, or a token is not what it claims to be. Holds nothing of the token.</summary>
public sealed class KubeTokenException : KubeException
{
    internal KubeTokenException(string reason, string message, string? advice = null)
        : base(reason, message, advice, null)
    {
    }

    /// <summary>The text is no JSON Web Token.</summary>
    public static KubeTokenException NotAToken() => new(
        ErrorReason.TokenInvalid,
        "This is no JSON Web Token: it does not have three parts that are base64url, the first two of them JSON.",
        "Tokens of other kinds say nothing about themselves; Test-KubeToken asks the server about them.");
}
