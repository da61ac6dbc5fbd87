namespace PodKube.Completion;

/// <summary>Completes the names of service accounts.</summary>
public sealed class ServiceAccountCompleter : OfKindCompleter
{
    private protected override string Kind => "ServiceAccount";
}
