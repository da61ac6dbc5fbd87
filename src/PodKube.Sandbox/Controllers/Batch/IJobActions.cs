using System.Text.Json.Nodes;
using PodKube.Sandbox.Controllers.Model;
using PodKube.Sandbox.Controllers.Runtime;
using PodKube.Sandbox.Server;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Controllers.Batch;

/// <summary>What a look at a Job may do.</summary>
internal interface IJobActions
{
    string Name { get; }

    ControllerContext Context { get; }

    ClusterClient Client { get; }

    void Delete(JsonObject job, PodFacts pod);

    /// <summary>Makes a pod; the failure is returned, not thrown.</summary>
    ApiStatusException? TryCreate(JsonObject job, JsonObject pod);

    void LookAgain(ObjectKey job);

    void LookAgainAt(ObjectKey job, DateTimeOffset due);
}
