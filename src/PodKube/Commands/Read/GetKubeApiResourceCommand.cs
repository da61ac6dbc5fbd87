using System.Management.Automation;
using PodKube.Client.Resources;
using PodKube.Completion;

namespace PodKube.Commands;

/// <summary>Lists the kinds that the server serves.</summary>
[Cmdlet(VerbsCommon.Get, "KubeApiResource")]
[OutputType(typeof(KubeApiResource))]
public sealed class GetKubeApiResourceCommand : SessionCmdlet
{
    /// <summary>Plural, kind, singular or short names; wildcards are allowed. The default is all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(KindCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    /// <summary>The API groups; '' is the core group. Wildcards are allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    [AllowEmptyString]
    public string[]? Group { get; set; }

    /// <summary>Only kinds whose objects live in namespaces, or with <c>-Namespaced:$false</c> only the others.</summary>
    [Parameter]
    public SwitchParameter Namespaced { get; set; }

    /// <summary>Only kinds that take all of these verbs.</summary>
    [Parameter]
    public string[] Verb { get; set; } = [];

    /// <summary>Ask the server even if the answer is known.</summary>
    [Parameter]
    public SwitchParameter Refresh { get; set; }

    private protected override void ProcessWithSession()
    {
        IReadOnlyList<ApiResource> all = Await(stop => Client.Discovery.ListAsync(Refresh, stop));
        NameFilter names = new(Name);
        HashSet<string> missing = new(names.Exact, StringComparer.OrdinalIgnoreCase);
        foreach (ApiResource resource in all.Where(IsWanted))
        {
            IEnumerable<string> called = [resource.Plural, resource.Kind, resource.Singular, resource.QualifiedName, .. resource.ShortNames];
            string[] matching = [.. called.Where(n => names.Matches(n) || missing.Contains(n) || names.Exact.Contains(n, StringComparer.OrdinalIgnoreCase))];
            if (names.IsEmpty || matching.Length > 0)
            {
                missing.ExceptWith(matching);
                WriteObject(KubeApiResource.From(resource));
            }
        }

        foreach (string name in missing)
        {
            Try(null, () => Resolve(name));
        }
    }

    private bool IsWanted(ApiResource resource) =>
        (Group is null || new NameFilter(Group).Matches(resource.Group) || Group.Contains(resource.Group))
        && (!MyInvocation.BoundParameters.ContainsKey(nameof(Namespaced)) || Namespaced.IsPresent == resource.Namespaced)
        && Array.TrueForAll(Verb, resource.Supports);
}
