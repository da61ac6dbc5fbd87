using System.Management.Automation;
using PodKube.Client.Resources;
using PodKube.Completion;
using PodKube.Objects;

namespace PodKube.Commands;

/// <summary>
/// The base of <c>Get-KubePod</c> and its like, each about one kind. What is piped in may be a name, a namespace (its objects are
/// meant), an owner (a deployment's pods), or any object with a Name and perhaps a Namespace.
/// </summary>
public abstract class KindReadingCmdlet : ObjectReadingCmdlet
{
    private static readonly string?[] s_noPlace = [null];

    /// <summary>The names to read; wildcards are allowed. The default is all.</summary>
    [Parameter(Position = 1)]
    [ArgumentCompleter(typeof(NameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    /// <summary>A name, a namespace, an owner, or an object with Name and Namespace.</summary>
    [Parameter(ValueFromPipeline = true)]
    [ValidateNotNull]
    public PSObject? InputObject { get; set; }

    /// <summary>The kinds that are read.</summary>
    private protected virtual IReadOnlyList<ApiResource> Resources => [KnownKinds.ForCommand(MyInvocation.MyCommand.Name)!];

    /// <summary>The namespaces that are meant where the piped object names none; a null entry means all of them.</summary>
    private protected virtual IReadOnlyList<string?> Places => s_noPlace;

    private protected sealed override void ProcessWithSession()
    {
        foreach (ApiResource resource in Resources)
        {
            if (InputObject is null)
            {
                ReadUnpiped(resource);
            }
            else if (InputObject.BaseObject is string name)
            {
                ReadPlaces(resource, [name], Places);
            }
            else
            {
                ReadInput(resource, ObjectReference.From(InputObject));
            }
        }
    }

    /// <summary>Reads what the parameters alone say.</summary>
    private protected virtual void ReadUnpiped(ApiResource resource) => ReadPlaces(resource, Name, Places);

    private void ReadInput(ApiResource resource, ObjectReference input)
    {
        if (input is { ApiVersion: "v1", Kind: "Namespace" } && resource.Namespaced)
        {
            ReadPlaces(resource, Name, [input.Name]);
        }
        else if (input.HasKind && (input.Kind != resource.Kind || input.ApiVersion != resource.ApiVersion))
        {
            ReadOwned(resource, input);
        }
        else if (input.Name is { Length: > 0 } name)
        {
            ReadPlaces(resource, [name], input.Namespace is { Length: > 0 } place ? [place] : Places);
        }
        else
        {
            throw new ArgumentException($"The piped object is neither a name nor an object with a Name: {InputObject}");
        }
    }

    /// <summary>A workload selects its pods by labels, a node runs them; everything else is found by its owner's uid.</summary>
    private protected virtual void ReadOwned(ApiResource resource, ObjectReference owner)
    {
        if (resource.Kind == "Pod" && owner is { ApiVersion: "v1", Kind: "Node" })
        {
            ReadSelected(resource, null, "spec.nodeName=" + owner.Name);
            return;
        }

        string? selector = resource.Kind == "Pod" ? LabelSelectorText.Of(KubeValue.Of(InputObject)["spec"]["selector"]) : null;
        if (selector is null && owner.Uid is null)
        {
            throw new ArgumentException($"The {owner.Kind} '{owner.Name}' has neither a selector nor a uid by which its {resource.Plural} could be found.");
        }

        string? own = SelectorText.ForLabels(LabelSelector);
        Read(NewQuery(resource, Name, owner.Namespace ?? Places[0]) with
        {
            LabelSelector = selector is null ? own : own is null ? selector : $"{selector},{own}",
            OwnerUid = selector is null ? owner.Uid : null,
        });
    }

    /// <summary>Reads what a field of the object says, besides the selectors that were given.</summary>
    private protected void ReadSelected(ApiResource resource, string? place, string fields)
    {
        ObjectQuery query = NewQuery(resource, Name, place);
        Read(query with { FieldSelector = query.FieldSelector is null ? fields : $"{query.FieldSelector},{fields}" });
    }

    /// <summary>Reads what has these names, in each of the namespaces.</summary>
    private protected void ReadPlaces(ApiResource resource, IEnumerable<string> names, IReadOnlyList<string?> places)
    {
        foreach (string? place in resource.Namespaced ? places : s_noPlace)
        {
            Read(NewQuery(resource, names, place));
        }
    }

    private ObjectQuery NewQuery(ApiResource resource, IEnumerable<string> names, string? place) => new()
    {
        Resource = resource,
        Namespace = resource.Namespaced ? place : null,
        Names = new NameFilter(names),
        LabelSelector = SelectorText.ForLabels(LabelSelector),
        FieldSelector = SelectorText.ForFields(FieldSelector),
        ChunkSize = ChunkSize,
    };
}
