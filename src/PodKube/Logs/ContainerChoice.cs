using PodKube.Commands;

namespace PodKube.Logs;

/// <summary>Which containers of a pod are meant.</summary>
/// <param name="Names">Their names or wildcards; none means the default container.</param>
/// <param name="All">All of them, whatever they are called.</param>
internal sealed record ContainerChoice(NameFilter Names, bool All)
{
    /// <summary>The containers, where all of them are named, so that nobody has to look at the pod.</summary>
    public IReadOnlyCollection<string>? Named => All || Names.IsEmpty || Names.HasPatterns ? null : Names.Exact;
}
