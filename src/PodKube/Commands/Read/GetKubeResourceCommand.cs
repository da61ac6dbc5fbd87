using System.Management.Automation;
using PodKube.Client.Resources;
using PodKube.Completion;

namespace PodKube.Commands;

/// <summary>Gets objects of any kind that the server serves, several kinds at once if asked.</summary>
[Cmdlet(VerbsCommon.Get, "KubeResource")]
[OutputType("PodKube.KubeObject")]
public sealed class GetKubeResourceCommand : NamespacedKindReadingCmdlet
{
    private IReadOnlyList<ApiResource>? _resources;

    /// <summary>
    /// The kinds by any name: <c>pods</c>, <c>po</c>, <c>Pod</c>, <c>deployments.apps</c>, <c>apps/v1/Deployment</c>. May be left out
    /// when objects are piped in that carry apiVersion and kind: they are read again.
    /// </summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(KindCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Kind { get; set; } = [];

    private protected override IReadOnlyList<ApiResource> Resources => Kind.Length > 0 ? _resources ??= ResolveAll() : [OfInput()];

    private protected override bool HasSeveralKinds => _resources is { Count: > 1 };

    private ApiResource[] ResolveAll() => [.. Kind.SelectMany(static k => k.Split(',', StringSplitOptions.RemoveEmptyEntries)).Select(Resolve)];

    private ApiResource OfInput()
    {
        ObjectReference? input = InputObject is null ? null : ObjectReference.From(InputObject);
        return input is { HasKind: true }
            ? Resolve(input.ApiVersion, input.Kind)
            : throw new ArgumentException("Name a kind with -Kind, or pipe in objects that carry apiVersion and kind.");
    }
}
