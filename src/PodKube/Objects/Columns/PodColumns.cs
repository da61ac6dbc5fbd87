using System.Globalization;
using System.Management.Automation;

namespace PodKube.Objects.Columns;

/// <summary>The computed members of pods; <c>State</c> is what kubectl shows as STATUS.</summary>
public static class PodColumns
{
    /// <summary>Ready containers of all containers: <c>1/2</c>.</summary>
    public static string Ready(PSObject instance)
    {
        PodSummary summary = PodSummary.Of(KubeValue.Of(instance));
        return string.Create(CultureInfo.InvariantCulture, $"{summary.Ready}/{summary.Total}");
    }

    /// <summary>The state in one word: Running, Pending, CrashLoopBackOff, Completed, Init:1/2, Terminating, …</summary>
    public static string State(PSObject instance) => PodSummary.Of(KubeValue.Of(instance)).State;

    /// <summary>How often containers were restarted.</summary>
    public static long Restarts(PSObject instance) => PodSummary.Of(KubeValue.Of(instance)).Restarts;

    /// <summary>The restarts, with how long ago the last was: <c>3 (5m ago)</c>.</summary>
    public static string RestartsText(PSObject instance)
    {
        PodSummary summary = PodSummary.Of(KubeValue.Of(instance));
        string count = summary.Restarts.ToString(CultureInfo.InvariantCulture);
        return summary.Restarts > 0 && summary.LastRestart is DateTime last ? $"{count} ({ColumnText.Age(last)} ago)" : count;
    }

    /// <summary>The node that the pod runs on; null while it has none.</summary>
    public static string? Node(PSObject instance) => KubeValue.Of(instance)["spec"]["nodeName"].Text;

    /// <summary>The pod's address; null while it has none.</summary>
    public static string? IP(PSObject instance) => KubeValue.Of(instance)["status"]["podIP"].Text;

    /// <summary>The names of the containers, without init containers.</summary>
    public static string[] Containers(PSObject instance) =>
        [.. KubeValue.Of(instance)["spec"]["containers"].Items().Select(static c => c["name"].Text ?? "")];
}
