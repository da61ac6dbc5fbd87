using System.Text.Json.Nodes;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Server.Handlers;

/// <summary>pods/binding and bindings: a scheduler gives a pod its node.</summary>
internal sealed class PodBinding(ResourceOperations operations) : ICreateHandler
{
    public bool Handles(string resource, string subresource) => (resource, subresource) is ("pods", "binding") or ("bindings", "");

    public JsonObject Create(OperationContext context, RequestInfo request, JsonObject body)
    {
        var target = body.GetObject("target");
        var node = target.GetText("name") ?? "";
        var errors = new FieldErrors();
        if (target.GetText("kind") is { Length: > 0 } kind and not "Node")
        {
            errors.NotSupported("target.kind", kind, "Node", "<empty>");
        }

        if (node.Length == 0)
        {
            errors.Required("target.name");
        }

        if (errors.Count > 0)
        {
            throw ApiErrors.Invalid("", "Binding", body.Name(), errors);
        }

        var name = request.Subresource.Length > 0 ? request.Name : body.Name();
        operations.Update(context, operations.Kinds.Require("pods"), request.Namespace, name, pod =>
        {
            var spec = pod.EnsureObject("spec");
            if (spec.GetText("nodeName") is { Length: > 0 } taken)
            {
                throw ApiErrors.Conflict("pods/binding", name, $"pod {name} is already assigned to node \"{taken}\"");
            }

            spec["nodeName"] = node;
            var conditions = pod.EnsureObject("status").EnsureArray("conditions");
            if (conditions.Objects().FirstOrDefault(condition => condition.GetText("type") == "PodScheduled") is { } before)
            {
                conditions.Remove(before);
            }

            conditions.Add((JsonNode)new JsonObject
            {
                ["type"] = "PodScheduled",
                ["status"] = "True",
                ["lastTransitionTime"] = ObjectMeta.Time(operations.Time.GetUtcNow()),
            });
            return pod;
        }, "binding");
        return new JsonObject
        {
            ["kind"] = "Status",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject(),
            ["status"] = "Success",
            ["code"] = 201,
        };
    }
}
