namespace PodKube.Completion;

/// <summary>Completes the names of cluster roles.</summary>
public sealed class ClusterRoleCompleter : OfKindCompleter
{
    private protected override string Kind => "ClusterRole";
}
