using System.Text.Json.Nodes;
using PodKube.Sandbox.Controllers.Model;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Controllers.Pods;

/// <summary>How one run of a container ended.</summary>
internal sealed record Termination(
    string ContainerId, int ExitCode, string Reason, string? Message, DateTimeOffset StartedAt, DateTimeOffset FinishedAt)
{
    /// <summary>As <c>ContainerStateTerminated</c> has it.</summary>
    public JsonObject ToJson()
    {
        JsonObject terminated = new() { ["exitCode"] = ExitCode, ["reason"] = Reason };
        if (Message is not null)
        {
            terminated["message"] = Message;
        }

        terminated["startedAt"] = StartedAt.ApiTime();
        terminated["finishedAt"] = FinishedAt.ApiTime();
        if (ContainerId.Length > 0)
        {
            terminated["containerID"] = ContainerId;
        }

        return terminated;
    }
}
