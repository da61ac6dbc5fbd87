using System.Management.Automation;
using PodKube.Client.Manifests;
using PodKube.Client.Requests;
using PodKube.Client.Resources;
using PodKube.Client.Watch;
using PodKube.Completion;

namespace PodKube.Commands;

/// <summary>Deletes objects: those piped in, or those that kind and name or selector mean.</summary>
[Cmdlet(VerbsCommon.Remove, "KubeResource", DefaultParameterSetName = ObjectSet, SupportsShouldProcess = true)]
public sealed class RemoveKubeResourceCommand : SessionCmdlet
{
    private const string ObjectSet = "Object";
    private const string KindSet = "Kind";

    private ApiResource? _resource;

    /// <summary>The objects to delete: from PodKube, from kubectl's JSON, from YAML. Of an object with a uid only that very one is deleted.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ObjectSet)]
    [ValidateNotNull]
    public PSObject? InputObject { get; set; }

    /// <summary>The kind, by any of its names; with a name behind a slash one object of the kind: <c>deployment/web</c>.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = KindSet)]
    [ArgumentCompleter(typeof(KindCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Kind { get; set; }

    /// <summary>The names to delete; wildcards are allowed.</summary>
    [Parameter(Position = 1, ValueFromPipeline = true, ParameterSetName = KindSet)]
    [ArgumentCompleter(typeof(NameCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? Name { get; set; }

    /// <summary>Labels of the objects to delete: the server's syntax or a hashtable.</summary>
    [Parameter(ParameterSetName = KindSet)]
    [Alias("Selector")]
    public object? LabelSelector { get; set; }

    /// <summary>Fields of the objects to delete: <c>status.phase=Failed</c> or a hashtable. Which fields work is up to the server.</summary>
    [Parameter(ParameterSetName = KindSet)]
    public object? FieldSelector { get; set; }

    /// <summary>Delete every object of the kind in the namespace.</summary>
    [Parameter(ParameterSetName = KindSet)]
    public SwitchParameter All { get; set; }

    /// <summary>The namespace. The default is the object's own, else the session's.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NamespaceCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Namespace { get; set; }

    /// <summary>What becomes of what the object owns: Background, Foreground or Orphan. The default is the kind's own.</summary>
    [Parameter]
    [ValidateSet("Background", "Foreground", "Orphan")]
    public string? PropagationPolicy { get; set; }

    /// <summary>How many seconds the object gets to end by itself; 0 ends it at once. The default is its own.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int? GracePeriod { get; set; }

    /// <summary>Let the server go through everything and delete nothing.</summary>
    [Parameter]
    public SwitchParameter DryRun { get; set; }

    /// <summary>Wait until each object is gone: finalizers and grace periods take their time.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>How many seconds -Wait waits for each object; 0 for ever. The default is 300.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int TimeoutSec { get; set; } = 300;

    private protected override void ProcessWithSession()
    {
        if (ParameterSetName == ObjectSet)
        {
            RemoveObject(ObjectReference.From(InputObject!));
        }
        else
        {
            RemoveOfKind();
        }
    }

    private void RemoveObject(ObjectReference input)
    {
        if (!input.HasKind || string.IsNullOrEmpty(input.Name))
        {
            throw new ArgumentException(
                $"The piped object says no apiVersion, kind and name: {InputObject}. Name a kind with -Kind to delete by name.");
        }

        string place = input.Namespace ?? Namespace ?? ActiveSession.Namespace;
        KubeTarget target = new(input.Kind, ClusterScopedKinds.Contains(input.ApiVersion, input.Kind) ? null : place, input.Name);
        Remove(() => Resolve(input.ApiVersion, input.Kind), target, place, input.Uid);
    }

    private void RemoveOfKind()
    {
        if (KindAndName.Parse(Kind!) is { } one)
        {
            Name = Name is null ? [one.Name] : throw new ArgumentException($"Give the name behind the kind ({one.Kind}/{one.Name}) or as -Name, not both.");
            Kind = one.Kind;
        }

        NameFilter names = new(Name ?? []);
        string? labels = SelectorText.ForLabels(LabelSelector);
        string? fields = SelectorText.ForFields(FieldSelector);
        bool isSelected = labels is not null || fields is not null;
        if (names.IsEmpty && !isSelected && !All)
        {
            throw new ArgumentException($"Which {Kind}? Give -Name, -LabelSelector or -FieldSelector, or -All for every one in the namespace.");
        }

        ApiResource resource = _resource ??= KnownKinds.FindByName(Kind!) ?? Resolve(Kind!);
        string place = Namespace ?? ActiveSession.Namespace;
        if (!isSelected)
        {
            foreach (string name in names.Exact)
            {
                Remove(() => resource, new KubeTarget(resource.Kind, resource.Namespaced ? place : null, name), place, null);
            }
        }

        if (names.IsEmpty || names.HasPatterns || isSelected)
        {
            ListOptions options = new() { Namespace = resource.Namespaced ? place : null, LabelSelector = labels, FieldSelector = fields };
            RemoveListed(resource, options, names, isDone: name => !isSelected && names.Exact.Contains(name));
        }
    }

    private void RemoveListed(ApiResource resource, ListOptions options, NameFilter names, Func<string, bool> isDone)
    {
        foreach (KubeObject item in Stream(stop => Client.ListAsync(resource, options, stop)))
        {
            if (!isDone(item.Name) && (names.IsEmpty || names.Matches(item.Name)))
            {
                Remove(() => resource, new KubeTarget(resource.Kind, item.Namespace, item.Name), item.Namespace, item.Uid);
            }
        }
    }

    private void Remove(Func<ApiResource> resolve, KubeTarget target, string? place, string? uid)
    {
        if (ShouldProcess(target.ToString(), DryRun ? "Delete (dry run)" : "Delete"))
        {
            Try(target, () => Delete(resolve(), place, target.Name!, string.IsNullOrEmpty(uid) ? null : uid));
        }
    }

    private void Delete(ApiResource resource, string? place, string name, string? uid)
    {
        string? own = resource.Namespaced ? place : null;
        DeleteOptions options = new() { PropagationPolicy = PropagationPolicy, GracePeriodSeconds = GracePeriod, Uid = uid, DryRun = DryRun };
        DeleteResult result = Await(stop => Client.DeleteAsync(resource, own, name, options, stop));
        if (Wait && !DryRun && result.Remaining is { } ending)
        {
            WaitOptions patience = new() { Timeout = TimeoutSec == 0 ? System.Threading.Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(TimeoutSec) };
            Await(stop => Client.WaitAsync(resource, own, name, WaitCondition.Deleted(ending.Uid), patience, stop));
        }
    }
}
