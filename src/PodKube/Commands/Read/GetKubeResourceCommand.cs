using System.Management.Automation;
using PodKube.Client.Resources;
using PodKube.Completion;

namespace PodKube.Commands;

/// <summary>Gets objects of any kind that the server serves, several kinds at once if asked.</summary>
[Cmdlet(VerbsCommon.Get, "KubeResource")]
[OutputType("PodKube.KubeObject")]
public sealed class GetKubeResourceCommand : NamespacedKindReadingCmdlet
{
    private readonly Dictionary<ApiResource, List<string>> _names = [];
    private IReadOnlyList<ApiResource>? _resources;

    /// <summary>
    /// The kinds by any name: <c>pods</c>, <c>po</c>, <c>Pod</c>, <c>deployments.apps</c>, <c>apps/v1/Deployment</c>; with a name behind
    /// a slash one object of the kind: <c>deployment/web</c>. May be left out when objects are piped in that carry apiVersion and kind:
    /// they are read again.
    /// </summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(KindCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Kind { get; set; } = [];

    private protected override IReadOnlyList<ApiResource> Resources => Kind.Length > 0 ? _resources ??= ResolveAll() : [OfInput()];

    private protected override bool HasSeveralKinds => _resources is { Count: > 1 };

    private protected override void ReadUnpiped(ApiResource resource)
    {
        if (_names.TryGetValue(resource, out List<string>? names))
        {
            ReadPlaces(resource, names, Places);
        }
        else
        {
            base.ReadUnpiped(resource);
        }
    }

    private ApiResource[] ResolveAll()
    {
        List<ApiResource> found = [];
        foreach (string word in Kind.SelectMany(static k => k.Split(',', StringSplitOptions.RemoveEmptyEntries)))
        {
            KindAndName? one = KindAndName.Parse(word);
            ApiResource resource = Resolve(one?.Kind ?? word);
            if (one is { Name: var name })
            {
                Remember(resource, name);
            }

            found.Add(resource);
        }

        return [.. found.Distinct()];
    }

    private void Remember(ApiResource resource, string name)
    {
        if (Name.Length > 0)
        {
            throw new ArgumentException($"Give the names behind the kinds ({resource.Plural}/{name}) or as -Name, not both.");
        }

        if (!_names.TryGetValue(resource, out List<string>? names))
        {
            _names.Add(resource, names = []);
        }

        names.Add(name);
    }

    private ApiResource OfInput()
    {
        ObjectReference? input = InputObject is null ? null : ObjectReference.From(InputObject);
        return input is { HasKind: true }
            ? Resolve(input.ApiVersion, input.Kind)
            : throw new ArgumentException("Name a kind with -Kind, or pipe in objects that carry apiVersion and kind.");
    }
}
