namespace PodKube.Sandbox.Access.ServiceAccounts;

/// <summary>A token and the time at which its holder should have fetched the next one.</summary>
internal sealed record IssuedToken(string Text, DateTimeOffset Expires)
{
    // Records print their members; the token must not reach a log that way.
    public override string ToString() => nameof(IssuedToken);
}
