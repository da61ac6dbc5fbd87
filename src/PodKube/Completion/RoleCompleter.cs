namespace PodKube.Completion;

/// <summary>Completes the names of roles.</summary>
public sealed class RoleCompleter : OfKindCompleter
{
    private protected override string Kind => "Role";
}
