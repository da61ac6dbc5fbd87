using PodKube.Client.Resources;

namespace PodKube.Client.Watch;

/// <summary>A condition that is a function.</summary>
internal sealed class PredicateCondition(string description, Func<KubeObject?, bool> isMet, Func<KubeObject?, string>? explain = null) : WaitCondition
{
    public override string Description => description;

    public override bool IsMet(KubeObject? item) => isMet(item);

    public override string Explain(KubeObject? item) => explain?.Invoke(item) ?? base.Explain(item);
}
