namespace PodKube.Client.Auth;

/// <summary>What a plugin handed out, and until when it holds.</summary>
internal sealed class ExecCredential(Credential credential, DateTimeOffset? expiresAt)
{
    internal Credential Credential { get; } = credential;

    internal DateTimeOffset? ExpiresAt { get; } = expiresAt;
}
