using System.Management.Automation;

namespace PodKube.Objects.Columns;

/// <summary>The computed members of events.</summary>
public static class EventColumns
{
    /// <summary>When the event was last seen, in UTC.</summary>
    public static DateTime? LastSeen(PSObject instance)
    {
        KubeValue entry = KubeValue.Of(instance);
        return entry["series"]["lastObservedTime"].Time ?? entry["lastTimestamp"].Time ?? entry["deprecatedLastTimestamp"].Time
            ?? entry["eventTime"].Time ?? entry["firstTimestamp"].Time;
    }

    /// <summary>How long ago that was, as kubectl shows it.</summary>
    public static string LastSeenText(PSObject instance) => ColumnText.Age(LastSeen(instance));

    /// <summary>What the event is about: <c>pod/web-0</c>.</summary>
    public static string About(PSObject instance)
    {
        KubeValue entry = KubeValue.Of(instance);
        KubeValue about = entry["involvedObject"].Exists ? entry["involvedObject"] : entry["regarding"];
#pragma warning disable CA1308 // kubectl shows kinds here in lower case.
        return $"{about["kind"].Text?.ToLowerInvariant()}/{about["name"].Text}";
#pragma warning restore CA1308
    }

    /// <summary>How often it was seen.</summary>
    public static long Times(PSObject instance)
    {
        KubeValue entry = KubeValue.Of(instance);
        return entry["series"]["count"].Number ?? entry["count"].Number ?? entry["deprecatedCount"].Number ?? 1;
    }
}
