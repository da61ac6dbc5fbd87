using System.Management.Automation;
using PodKube.Completion;
using PodKube.Sessions;

namespace PodKube.Commands;

/// <summary>Changes what the open session stands for: the namespace that is meant where none is named, and whether it is the default.</summary>
[Cmdlet(VerbsCommon.Set, "KubeSession")]
[OutputType(typeof(KubeSession))]
public sealed class SetKubeSessionCommand : SessionCmdlet
{
    /// <summary>The namespace that is meant from now on where none is named.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(NamespaceCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Namespace { get; set; }

    /// <summary>Make the session the default.</summary>
    [Parameter]
    public SwitchParameter Default { get; set; }

    private protected override void ProcessWithSession()
    {
        KubeSession changed = Namespace is null ? ActiveSession : ActiveSession.WithNamespace(Namespace);
        SessionRegistry.Replace(ActiveSession, changed, Default);
        WriteObject(changed);
    }
}
