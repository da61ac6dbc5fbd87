using System.Management.Automation;
using PodKube.Client.Auth;
using PodKube.Client.Errors;
using PodKube.Client.Http;
using PodKube.Client.Requests;

namespace PodKube.Commands;

/// <summary>Reads what a token says about itself, and with -Verify whether the cluster signed it.</summary>
[Cmdlet(VerbsData.ConvertFrom, "KubeToken")]
[OutputType(typeof(KubeToken))]
public sealed class ConvertFromKubeTokenCommand : SessionCmdlet
{
    private TokenKeySet? _keys;

    /// <summary>The token: a SecureString, a text, or the Secret of a legacy token.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    public object? Token { get; set; }

    /// <summary>Check the signature with the keys that the cluster publishes; a token that it did not sign is an error.</summary>
    [Parameter]
    public SwitchParameter Verify { get; set; }

    private protected override bool NeedsSession => Verify;

    private protected override void ProcessWithSession()
    {
        string token = TokenText.Of(Token!);
        TokenClaims claims = TokenClaims.Read(token) ?? throw KubeTokenException.NotAToken();
        if (Verify)
        {
            (_keys ??= Await(ReadKeysAsync)).Verify(token);
        }

        if (claims.IsLegacy)
        {
            WriteWarning($"The token of {claims.Subject} is of the old kind: it never expires, whoever reads its Secret has it. New-KubeToken makes one that ends.");
        }

        WriteObject(new KubeToken(claims, Verify));
    }

    private async Task<TokenKeySet> ReadKeysAsync(CancellationToken cancellationToken)
    {
        KubeRequest request = KubeRequest.Raw(HttpMethod.Get, "/openid/v1/jwks");
        using KubeResponse response = await Client.SendAsync(request, cancellationToken).ConfigureAwait(false);
        return TokenKeySet.Read(await response.ReadAsBytesAsync(cancellationToken).ConfigureAwait(false));
    }
}
