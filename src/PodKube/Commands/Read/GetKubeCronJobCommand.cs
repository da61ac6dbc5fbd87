using System.Management.Automation;

namespace PodKube.Commands;

/// <summary>Gets cron jobs.</summary>
[Cmdlet(VerbsCommon.Get, "KubeCronJob")]
[OutputType("PodKube.batch.v1.CronJob", "PodKube.KubeObject")]
public sealed class GetKubeCronJobCommand : NamespacedKindReadingCmdlet
{
}
