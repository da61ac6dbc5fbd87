using System.Text.Json.Nodes;
using PodKube.Sandbox.Controllers.Model;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Server;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Controllers.Core;

/// <summary>Answers <c>POST pods/NAME/binding</c>, by which another scheduler puts a pod on a node.</summary>
internal sealed class Bindings(ResourceOperations operations) : ICreateHandler
{
    public bool Handles(string resource, string subresource) => resource == PodIndex.Resource && subresource == "binding";

    public JsonObject Create(OperationContext context, RequestInfo request, JsonObject body)
    {
        if (body.Text("target", "name") is not { Length: > 0 } node)
        {
            FieldErrors errors = new();
            errors.Required("target.name");
            throw ApiErrors.Invalid("", "Binding", request.Name, errors);
        }

        operations.Update(context, operations.Kinds.Require(PodIndex.Resource), request.Namespace, request.Name, pod => Bind(pod, node), "binding");
        return new JsonObject { ["kind"] = "Status", ["apiVersion"] = "v1", ["metadata"] = new JsonObject(), ["status"] = "Success", ["code"] = 201 };
    }

    private JsonObject Bind(JsonObject pod, string node)
    {
        string problem = pod.Text("spec", "nodeName") is { Length: > 0 } present ? $"pod {pod.Name()} is already assigned to node \"{present}\""
            : pod.IsDeleting() ? $"pod {pod.Name()} is being deleted, cannot be assigned to a host"
            : "";
        if (problem.Length > 0)
        {
            throw ApiErrors.Conflict("pods/binding", pod.Name(), problem);
        }

        pod.EnsureObject("spec")["nodeName"] = node;
        pod.EnsureObject("status").EnsureArray("conditions").Add((JsonNode)new JsonObject
        {
            ["type"] = "PodScheduled",
            ["status"] = "True",
            ["lastProbeTime"] = null,
            ["lastTransitionTime"] = ObjectMeta.Time(operations.Time.GetUtcNow()),
        });
        return pod;
    }
}
