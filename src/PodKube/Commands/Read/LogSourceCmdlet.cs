using System.Management.Automation;
using PodKube.Client.Resources;
using PodKube.Completion;
using PodKube.Logs;

namespace PodKube.Commands;

/// <summary>Finds out whose logs are meant: pods by name, what selects or owns pods, selectors.</summary>
public abstract class LogSourceCmdlet : SessionCmdlet
{
    private readonly List<(string Namespace, string Name)> _pods = [];
    private readonly List<PodSelection> _selections = [];

    /// <summary>The pods; wildcards are allowed. <c>deployment/web</c> means the pods of that deployment.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(LogSourceCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = [];

    /// <summary>Pods, or what selects or owns pods: deployments, jobs, services and so on.</summary>
    [Parameter(ValueFromPipeline = true)]
    [ValidateNotNull]
    public PSObject? InputObject { get; set; }

    /// <summary>The namespace. The default is the object's own, else the session's.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NamespaceCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Namespace { get; set; }

    /// <summary>Labels of the pods: the server's syntax or a hashtable.</summary>
    [Parameter]
    [Alias("Selector")]
    public object? LabelSelector { get; set; }

    private protected IReadOnlyList<(string Namespace, string Name)> Pods => _pods;

    private protected IReadOnlyList<PodSelection> Selections => _selections;

    private protected sealed override void ProcessWithSession()
    {
        string place = Namespace ?? ActiveSession.Namespace;
        if (InputObject?.BaseObject is string name)
        {
            AddNamed(place, [name]);
        }
        else if (InputObject is not null)
        {
            AddObject(InputObject, place);
        }
        else if (Name.Length > 0)
        {
            AddNamed(place, Name);
        }
        else if (LabelSelector is not null)
        {
            Add([new PodSelection(place, null, null, new NameFilter([]))]);
        }
        else
        {
            throw new ArgumentException("Which pods? Give -Name or -LabelSelector, or pipe in pods or what owns them.");
        }
    }

    private void AddNamed(string place, IReadOnlyList<string> names)
    {
        string[] pods = [.. names.Where(static n => !n.Contains('/', StringComparison.Ordinal))];
        foreach (string owner in names.Except(pods))
        {
            Try(null, () => AddOwner(place, owner));
        }

        NameFilter filter = new(pods);
        if (filter.HasPatterns || (LabelSelector is not null && !filter.IsEmpty))
        {
            Add([new PodSelection(place, null, null, filter)]);
        }
        else
        {
            _pods.AddRange(filter.Exact.Select(n => (place, n)));
        }
    }

    private void AddOwner(string place, string word)
    {
        (string kind, string name) = KindAndName.Parse(word) ?? throw new ArgumentException($"'{word}' is not kind and name, as in deployment/web.");
        ApiResource resource = Resolve(kind);
        if (resource is { Group: "", Kind: "Pod" })
        {
            _pods.Add((place, name));
            return;
        }

        KubeObject owner = Await(stop => Client.GetAsync(resource, resource.Namespaced ? place : null, name, stop));
        Add(Await(stop => new PodOwners(Client).SelectAsync(owner, stop)), new KubeTarget(resource.Kind, owner.Namespace, name));
    }

    private void AddObject(PSObject item, string place)
    {
        ObjectReference input = ObjectReference.From(item);
        ObjectReference placed = input with { Namespace = input.Namespace ?? place };
        if (input is { Kind: "Pod" } or { Kind: "", Name.Length: > 0 })
        {
            _pods.Add((placed.Namespace, input.Name ?? ""));
            return;
        }

        KubeTarget target = new(input.Kind, placed.Namespace, input.Name);
        Try(target, () => Add(Await(stop => new PodOwners(Client).SelectAsync(item, placed, stop)), target));
    }

    private void Add(IReadOnlyList<PodSelection> found, KubeTarget? owner = null)
    {
        if (found.Count == 0)
        {
            WriteWarning($"{owner} has no jobs: there are no logs.");
        }

        string? labels = SelectorText.ForLabels(LabelSelector);
        _selections.AddRange(found.Select(s => s.With(labels)));
    }
}
