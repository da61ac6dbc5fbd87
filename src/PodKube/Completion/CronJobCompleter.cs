namespace PodKube.Completion;

/// <summary>Completes the names of cron jobs.</summary>
public sealed class CronJobCompleter : OfKindCompleter
{
    private protected override string Kind => "CronJob";
}
