namespace PodKube.Client.Auth;

/// <summary>What came of a command.</summary>
internal sealed record ProcessResult(int ExitCode, byte[] Output, string Errors)
{
    // The output of a credential plugin is a secret.
    public override string ToString() => $"exit code {ExitCode}";
}
