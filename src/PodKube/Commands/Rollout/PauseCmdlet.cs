using System.Text.Json.Nodes;
using PodKube.Client.Resources;
using PodKube.Rollouts;

namespace PodKube.Commands;

/// <summary>The base of Suspend-KubeRollout and Resume-KubeRollout; only deployments can be paused.</summary>
public abstract class PauseCmdlet : PatchingCmdlet
{
    /// <summary>Pauses or resumes.</summary>
    private protected void SetPaused(TargetObject item, bool isPaused)
    {
        if (!MayChange(item, isPaused ? "Pause the rollout" : "Resume the rollout"))
        {
            return;
        }

        ApiResource resource = item.Resolve();
        if (!RolloutKinds.CanPause(resource))
        {
            throw new ArgumentException($"A {resource.Kind} cannot be paused: only deployments can.");
        }

        Patch(item, resource, new JsonObject { ["spec"] = new JsonObject { ["paused"] = isPaused ? true : null } });
    }
}
