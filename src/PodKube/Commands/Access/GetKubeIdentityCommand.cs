using System.Management.Automation;
using PodKube.Client.Access;

namespace PodKube.Commands;

/// <summary>Tells who the server says one is, and what the token in use says about itself.</summary>
[Cmdlet(VerbsCommon.Get, "KubeIdentity")]
[OutputType(typeof(KubeIdentity))]
public sealed class GetKubeIdentityCommand : SessionCmdlet
{
    private protected override void ProcessWithSession()
    {
        Identity identity = Await(stop => Client.Access.WhoAmIAsync(stop));
        WriteObject(KubeIdentity.From(identity, ActiveSession));
    }
}
