using System.Text.Json.Nodes;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Server;

namespace PodKube.Sandbox.Access.Reviews;

/// <summary>Answers SelfSubjectReview: who the server takes the caller for.</summary>
internal sealed class SelfReview(TimeProvider time) : ICreateHandler
{
    public bool Handles(string resource, string subresource) =>
        subresource.Length == 0 && resource == "selfsubjectreviews.authentication.k8s.io";

    public JsonObject Create(OperationContext context, RequestInfo request, JsonObject body) => new()
    {
        ["kind"] = "SelfSubjectReview",
        ["apiVersion"] = $"{request.ApiGroup}/{request.ApiVersion}",
        ["metadata"] = new JsonObject { ["creationTimestamp"] = ObjectMeta.Time(time.GetUtcNow()) },
        ["status"] = new JsonObject { ["userInfo"] = context.User.ToJson() },
    };
}
