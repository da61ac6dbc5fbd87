using System.Management.Automation;
using PodKube.Client.Resources;
using PodKube.Completion;
using PodKube.Objects.Columns;

namespace PodKube.Commands;

/// <summary>Gets events in the order in which they were last seen, the latest one last.</summary>
[Cmdlet(VerbsCommon.Get, "KubeEvent")]
[OutputType("PodKube.v1.Event", "PodKube.KubeObject")]
public sealed class GetKubeEventCommand : NamespacedKindReadingCmdlet
{
    private readonly List<PSObject> _toSort = [];

    /// <summary>The object that the events are about, as kind and name: <c>pod/web-0</c>. It need not be there any more.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ObjectPathCompleter))]
    [ValidateNotNullOrEmpty]
    public string? For { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        foreach (PSObject item in _toSort.OrderBy(EventColumns.LastSeen))
        {
            WriteObject(item);
        }
    }

    private protected override void ReadUnpiped(ApiResource resource)
    {
        if (For is null)
        {
            base.ReadUnpiped(resource);
            return;
        }

        KindAndName one = KindAndName.Parse(For)
            ?? throw new ArgumentException($"'{For}' does not say which object: write kind and name, as in pod/web-0. An object can be piped in too.");
        ApiResource about = Resolve(one.Kind);
        foreach (string? place in Places)
        {
            ReadSelected(resource, place, $"involvedObject.kind={about.Kind},involvedObject.name={one.Name}");
        }
    }

    // Events about an object name it; they are not owned by it. Those of cluster-scoped objects are in the namespace default.
    private protected override void ReadOwned(ApiResource resource, ObjectReference owner)
    {
        // The kubelet writes a node's name where its uid belongs.
        string who = string.IsNullOrEmpty(owner.Uid) || owner.Kind == "Node" ? $"involvedObject.kind={owner.Kind},involvedObject.name={owner.Name}" : "involvedObject.uid=" + owner.Uid;
        ReadSelected(resource, owner.Namespace ?? "default", who);
    }

    private protected override void Write(PSObject item)
    {
        // Who wants the first few does not want to wait for all: they come in the server's order.
        if (First is null)
        {
            _toSort.Add(item);
        }
        else
        {
            base.Write(item);
        }
    }
}
