using System.Management.Automation;
using PodKube.Completion;

namespace PodKube.Commands;

/// <summary>The base of the cmdlets that create an object of one kind in a namespace.</summary>
public abstract class NewNamespacedObjectCmdlet : NewObjectCmdlet
{
    /// <summary>The namespace. The default is the session's.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(NamespaceCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Namespace { get; set; }

    private protected sealed override string? Place => Namespace ?? ActiveSession.Namespace;
}
