using System.Management.Automation;
using PodKube.Client.Requests;
using PodKube.Client.Resources;
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

    /// <summary>The kind, by any of its names.</summary>
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

        ApiResource resource = Resolve(input.ApiVersion, input.Kind);
        Remove(resource, input.Namespace ?? Namespace ?? ActiveSession.Namespace, input.Name, input.Uid);
    }

    private void RemoveOfKind()
    {
        ApiResource resource = _resource ??= Resolve(Kind!);
        string place = Namespace ?? ActiveSession.Namespace;
        string? selector = SelectorText.ForLabels(LabelSelector);
        NameFilter names = new(Name ?? []);
        if (names.IsEmpty && selector is null && !All)
        {
            throw new ArgumentException($"Which {resource.Plural}? Give -Name or -LabelSelector, or -All for every one in the namespace.");
        }

        if (selector is null)
        {
            foreach (string name in names.Exact)
            {
                Remove(resource, place, name, null);
            }
        }

        if (names.IsEmpty || names.HasPatterns || selector is not null)
        {
            RemoveListed(resource, place, names, selector);
        }
    }

    private void RemoveListed(ApiResource resource, string place, NameFilter names, string? selector)
    {
        ListOptions options = new() { Namespace = resource.Namespaced ? place : null, LabelSelector = selector };
        foreach (KubeObject item in Stream(stop => Client.ListAsync(resource, options, stop)))
        {
            bool isDone = selector is null && names.Exact.Contains(item.Name);
            if (!isDone && (names.IsEmpty || names.Matches(item.Name)))
            {
                Remove(resource, item.Namespace, item.Name, item.Uid);
            }
        }
    }

    private void Remove(ApiResource resource, string? place, string name, string? uid)
    {
        KubeTarget target = new(resource.Kind, resource.Namespaced ? place : null, name);
        if (!ShouldProcess(target.ToString(), DryRun ? "Delete (dry run)" : "Delete"))
        {
            return;
        }

        DeleteOptions options = new()
        {
            PropagationPolicy = PropagationPolicy,
            GracePeriodSeconds = GracePeriod,
            Uid = string.IsNullOrEmpty(uid) ? null : uid,
            DryRun = DryRun,
        };
        Try(target, () => Await(stop => Client.DeleteAsync(resource, target.Namespace, name, options, stop)));
    }
}
