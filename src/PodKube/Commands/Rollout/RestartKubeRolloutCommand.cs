using System.Globalization;
using System.Management.Automation;
using System.Text.Json.Nodes;
using PodKube.Client.Resources;
using PodKube.Rollouts;

namespace PodKube.Commands;

/// <summary>Replaces the pods of deployments, stateful sets and daemon sets one after the other, as their strategies say.</summary>
[Cmdlet(VerbsLifecycle.Restart, "KubeRollout", DefaultParameterSetName = ObjectSet, SupportsShouldProcess = true)]
[OutputType("PodKube.KubeObject")]
public sealed class RestartKubeRolloutCommand : RollingCmdlet
{
    // The annotation that kubectl sets, so that both tell the same story.
    private const string Annotation = "kubectl.kubernetes.io/restartedAt";

    private protected override void Process(TargetObject item)
    {
        if (!MayChange(item, "Restart"))
        {
            return;
        }

        ApiResource resource = RolloutKinds.Checked(item.Resolve());
        _ = ReadRolling(item, resource);
        string now = Client.Options.TimeProvider.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);
        JsonObject metadata = new() { ["annotations"] = new JsonObject { [Annotation] = now } };
        Patch(item, resource, new JsonObject { ["spec"] = new JsonObject { ["template"] = new JsonObject { ["metadata"] = metadata } } });
    }
}
