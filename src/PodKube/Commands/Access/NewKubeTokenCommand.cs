using System.Management.Automation;
using System.Net;
using System.Security;
using PodKube.Client.Access;
using PodKube.Client.Errors;
using PodKube.Completion;

namespace PodKube.Commands;

/// <summary>Asks the server for a new token of a service account (TokenRequest).</summary>
[Cmdlet(VerbsCommon.New, "KubeToken", SupportsShouldProcess = true, DefaultParameterSetName = FreeSet)]
[OutputType(typeof(SecureString))]
[OutputType(typeof(string))]
public sealed class NewKubeTokenCommand : SessionCmdlet
{
    private const string FreeSet = "Free";
    private const string PodSet = "Pod";
    private const string SecretSet = "Secret";

    /// <summary>The service account: a name in the namespace, <c>namespace:name</c>, or the object.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(ServiceAccountCompleter))]
    [ValidateNotNullOrEmpty]
    public object? ServiceAccount { get; set; }

    /// <summary>The namespace of the service account. The default is the session's.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NamespaceCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Namespace { get; set; }

    /// <summary>Whom the token is for. The default is the API server.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] Audience { get; set; } = [];

    /// <summary>How long the token shall hold, at least ten minutes. The default is the server's, an hour.</summary>
    [Parameter]
    public TimeSpan? Duration { get; set; }

    /// <summary>The pod that the token ends with; it must run as the service account.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PodSet)]
    [ValidateNotNullOrEmpty]
    public string? Pod { get; set; }

    /// <summary>The secret that the token ends with.</summary>
    [Parameter(Mandatory = true, ParameterSetName = SecretSet)]
    [ValidateNotNullOrEmpty]
    public string? Secret { get; set; }

    /// <summary>Emit the token as readable text instead of a SecureString.</summary>
    [Parameter]
    public SwitchParameter AsPlainText { get; set; }

    private protected override void ProcessWithSession()
    {
        ServiceAccountName account = ServiceAccountName.Of(ServiceAccount!, Namespace ?? ActiveSession.Namespace);
        KubeTarget target = new("ServiceAccount", account.Namespace, account.Name);
        if (!ShouldProcess(target.ToString(), "Create a token"))
        {
            return;
        }

        Try(target, () =>
        {
            IssuedToken token = Await(stop => Client.Access.RequestTokenAsync(account.Namespace, account.Name, Options(), stop));
            WriteObject(AsPlainText ? token.Text : new NetworkCredential("", token.Text).SecurePassword);
            WarnIfShort(token);
        });
    }

    private TokenRequestOptions Options() => new()
    {
        Audiences = Audience,
        Lifetime = Duration,
        BoundKind = ParameterSetName == FreeSet ? null : ParameterSetName,
        BoundName = Pod ?? Secret,
    };

    /// <summary>Clusters may cap the time, as EKS does at 24 hours; whoever asked for more must know.</summary>
    private void WarnIfShort(IssuedToken token)
    {
        if (Duration is { } asked && token.Claims is { IssuedAt: { } start } && token.Expires is { } end && end - start < asked - TimeSpan.FromSeconds(1))
        {
            WriteWarning($"The server gave the token {end - start} instead of {asked}: it ends at {end.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}.");
        }
    }
}
