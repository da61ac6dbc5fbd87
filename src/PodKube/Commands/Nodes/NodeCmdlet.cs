using System.Management.Automation;
using PodKube.Completion;

namespace PodKube.Commands;

/// <summary>The base of the cmdlets that do something with nodes, which are piped in or named.</summary>
public abstract class NodeCmdlet : SessionCmdlet
{
    private protected const string ObjectSet = "Object";
    private protected const string NameSet = "Name";

    /// <summary>The nodes: objects of any origin, or names.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ObjectSet)]
    [ValidateNotNull]
    public PSObject? InputObject { get; set; }

    /// <summary>The names of the nodes.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = NameSet)]
    [ArgumentCompleter(typeof(NameCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = [];

    /// <summary>Let the server go through everything and keep nothing; what would be is emitted.</summary>
    [Parameter]
    public SwitchParameter DryRun { get; set; }

    private protected sealed override void ProcessWithSession()
    {
        foreach (string name in InputObject is null ? Name : [NameOf(InputObject)])
        {
            KubeTarget target = new("Node", null, name);
            Try(target, () => Process(target));
        }
    }

    /// <summary>Does the thing with one node; its failure is one error.</summary>
    private protected abstract void Process(KubeTarget node);

    /// <summary>Asks whether to go on (<c>-WhatIf</c>, <c>-Confirm</c>).</summary>
    private protected bool MayChange(KubeTarget node, string action) => ShouldProcess(node.ToString(), DryRun ? action + " (dry run)" : action);

    private static string NameOf(PSObject input)
    {
        if (input.BaseObject is string name)
        {
            return name;
        }

        ObjectReference node = ObjectReference.From(input);
        if (node is { HasKind: true, Kind: not "Node" })
        {
            throw new ArgumentException($"{new KubeTarget(node.Kind, node.Namespace, node.Name)} is no node.");
        }

        return string.IsNullOrEmpty(node.Name) ? throw new ArgumentException($"The piped object is no node: {input}") : node.Name;
    }
}
