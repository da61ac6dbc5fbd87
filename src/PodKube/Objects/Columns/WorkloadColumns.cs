using System.Globalization;
using System.Management.Automation;

namespace PodKube.Objects.Columns;

/// <summary>The computed members of deployments, replica sets, stateful sets, daemon sets, jobs and cron jobs.</summary>
public static class WorkloadColumns
{
    /// <summary>Ready replicas of the wanted ones: <c>2/3</c>.</summary>
    public static string Ready(PSObject instance) =>
        string.Create(CultureInfo.InvariantCulture, $"{Status(instance, "readyReplicas")}/{Replicas(instance)}");

    /// <summary>How many replicas are wanted.</summary>
    public static long Desired(PSObject instance) => Replicas(instance);

    /// <summary>How many replicas there are.</summary>
    public static long Current(PSObject instance) => Status(instance, "replicas");

    /// <summary>How many replicas are ready.</summary>
    public static long ReadyReplicas(PSObject instance) => Status(instance, "readyReplicas");

    /// <summary>How many replicas run the newest template.</summary>
    public static long UpToDate(PSObject instance) => Status(instance, "updatedReplicas");

    /// <summary>How many replicas have been ready long enough.</summary>
    public static long Available(PSObject instance) => Status(instance, "availableReplicas");

    /// <summary>How many nodes should run the daemon.</summary>
    public static long DaemonDesired(PSObject instance) => Status(instance, "desiredNumberScheduled");

    /// <summary>How many nodes run the daemon.</summary>
    public static long DaemonCurrent(PSObject instance) => Status(instance, "currentNumberScheduled");

    /// <summary>On how many nodes the daemon is ready.</summary>
    public static long DaemonReady(PSObject instance) => Status(instance, "numberReady");

    /// <summary>On how many nodes the daemon runs the newest template.</summary>
    public static long DaemonUpToDate(PSObject instance) => Status(instance, "updatedNumberScheduled");

    /// <summary>On how many nodes the daemon has been ready long enough.</summary>
    public static long DaemonAvailable(PSObject instance) => Status(instance, "numberAvailable");

    /// <summary>The node selector of the pods, as kubectl writes it.</summary>
    public static string NodeSelector(PSObject instance) => ColumnText.Selector(PodSpec(instance)["nodeSelector"]);

    /// <summary>The names of the pods' containers.</summary>
    public static string[] Containers(PSObject instance) => Container(instance, "name");

    /// <summary>The images of the pods' containers.</summary>
    public static string[] Images(PSObject instance) => Container(instance, "image");

    /// <summary>The names of the containers, joined.</summary>
    public static string ContainersText(PSObject instance) => string.Join(',', Containers(instance));

    /// <summary>The images of the containers, joined.</summary>
    public static string ImagesText(PSObject instance) => string.Join(',', Images(instance));

    /// <summary>The selector of the pods, as kubectl writes it.</summary>
    public static string Selector(PSObject instance) => ColumnText.Selector(KubeValue.Of(instance)["spec"]["selector"]);

    private static string[] Container(PSObject instance, string field) =>
        [.. PodSpec(instance)["containers"].Items().Select(c => c[field].Text ?? "")];

    private static KubeValue PodSpec(PSObject instance) => KubeValue.Of(instance)["spec"]["template"]["spec"];

    private static long Replicas(PSObject instance) => KubeValue.Of(instance)["spec"]["replicas"].Number ?? 0;

    private static long Status(PSObject instance, string field) => KubeValue.Of(instance)["status"][field].Number ?? 0;
}
