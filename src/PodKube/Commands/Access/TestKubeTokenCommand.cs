using System.Management.Automation;
using PodKube.Client.Access;

namespace PodKube.Commands;

/// <summary>Asks the server whether it accepts a token, and whose it is (TokenReview).</summary>
[Cmdlet(VerbsDiagnostic.Test, "KubeToken")]
[OutputType(typeof(bool))]
[OutputType(typeof(KubeTokenVerdict))]
public sealed class TestKubeTokenCommand : SessionCmdlet
{
    /// <summary>The token: a SecureString, a text, or the Secret of a legacy token.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    public object? Token { get; set; }

    /// <summary>The audiences of which one must be the token's. The default is the API server's own.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] Audience { get; set; } = [];

    /// <summary>Emit whose token it is, or why it is not accepted, instead of true or false.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    private protected override void ProcessWithSession()
    {
        string token = TokenText.Of(Token!);
        TokenVerdict verdict = Await(stop => Client.Access.ReviewTokenAsync(token, Audience, stop));
        WriteObject(Detailed ? new KubeTokenVerdict(verdict) : verdict.IsAuthenticated);
    }
}
