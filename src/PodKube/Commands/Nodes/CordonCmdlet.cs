using System.Management.Automation;
using System.Text.Json.Nodes;
using PodKube.Client.Requests;
using PodKube.Client.Resources;
using PodKube.Completion;
using PodKube.Manifests;
using PodKube.Objects;

namespace PodKube.Commands;

/// <summary>The base of Suspend-KubeNode and Resume-KubeNode.</summary>
public abstract class CordonCmdlet : SessionCmdlet
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

    /// <summary>Whether the node shall take no new pods.</summary>
    private protected abstract bool IsCordon { get; }

    private protected sealed override void ProcessWithSession()
    {
        ApiResource resource = KnownKinds.Get("Node");
        string action = IsCordon ? "Cordon" : "Uncordon";
        foreach (string name in InputObject is null ? Name : [NameOf(InputObject)])
        {
            KubeTarget target = new(resource.Kind, null, name);
            if (ShouldProcess(target.ToString(), DryRun ? action + " (dry run)" : action))
            {
                Try(target, () => Patch(resource, name));
            }
        }
    }

    private static string NameOf(PSObject input)
    {
        if (input.BaseObject is string name)
        {
            return name;
        }

        ObjectReference node = ObjectReference.From(input);
        return node is { HasKind: true, Kind: not "Node" } || string.IsNullOrEmpty(node.Name)
            ? throw new ArgumentException($"The piped object is no node: {input}")
            : node.Name;
    }

    private void Patch(ApiResource resource, string name)
    {
        JsonObject patch = new() { ["spec"] = new JsonObject { ["unschedulable"] = IsCordon ? true : null } };
        PatchOptions options = new() { DryRun = DryRun, FieldManager = "podkube", FieldValidation = "Strict" };
        KubeObject node = Await(stop => Client.PatchAsync(resource, null, name, PatchType.Merge, ManifestNodes.ToUtf8(patch), options, "", stop));
        WriteObject(KubeObjectFactory.Create(node));
    }
}
