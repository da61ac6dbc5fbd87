using System.Management.Automation;
using PodKube.Sessions;

namespace PodKube.Commands;

/// <summary>Lists the open sessions of this process; asks no server.</summary>
[Cmdlet(VerbsCommon.Get, "KubeSession")]
[OutputType(typeof(KubeSession))]
public sealed class GetKubeSessionCommand : PSCmdlet
{
    /// <summary>Only the default session.</summary>
    [Parameter]
    public SwitchParameter Default { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing() =>
        WriteObject(SessionRegistry.List().Where(s => !Default || s.IsDefault), enumerateCollection: true);
}
