using PodKube.Client.Auth;

namespace PodKube.Client.Access;

/// <summary>A token that the server made.</summary>
public sealed class IssuedToken
{
    internal IssuedToken(string text, DateTimeOffset? expires)
    {
        Text = text;
        Expires = expires;
        Claims = TokenClaims.Read(text);
    }

    /// <summary>The token: a secret. It is in no other member.</summary>
    public string Text { get; }

    /// <summary>When it ends; null when the server does not say.</summary>
    public DateTimeOffset? Expires { get; }

    /// <summary>What it says about itself; null when it is no JSON Web Token.</summary>
    public TokenClaims? Claims { get; }

    /// <summary>Whose token it is, never the token.</summary>
    public override string ToString() => $"Token of {Claims?.Subject ?? "unknown"}";
}
