using System.Text.Json.Nodes;
using PodKube.Sandbox.Access.Rbac;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Server;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Access.Reviews;

/// <summary>Answers SelfSubjectRulesReview: every rule that the caller has in a namespace.</summary>
internal sealed class RulesReview(RbacAuthorizer authorizer) : ICreateHandler
{
    public bool Handles(string resource, string subresource) =>
        subresource.Length == 0 && resource == "selfsubjectrulesreviews.authorization.k8s.io";

    public JsonObject Create(OperationContext context, RequestInfo request, JsonObject body)
    {
        var ns = body.GetObject("spec").TextOrEmpty("namespace");
        if (ns.Length == 0)
        {
            throw ApiErrors.BadRequest("no namespace on request");
        }

        var rules = authorizer.RulesFor(context.User, ns, out var errors);
        var resourceRules = new JsonArray();
        var pathRules = new JsonArray();
        foreach (var rule in rules)
        {
            (rule.NonResourceUrls.IsEmpty ? resourceRules : pathRules).Add((JsonNode)rule.ToJson());
        }

        var status = new JsonObject { ["resourceRules"] = resourceRules, ["nonResourceRules"] = pathRules, ["incomplete"] = errors.Count > 0 };
        if (errors.Count > 0)
        {
            status["evaluationError"] = GoText.Aggregate(errors);
        }

        // The server answers with a new object: the namespace that was asked for is not in it.
        return new JsonObject
        {
            ["kind"] = body.TextOrEmpty("kind"),
            ["apiVersion"] = body.TextOrEmpty("apiVersion"),
            ["metadata"] = new JsonObject(),
            ["spec"] = new JsonObject(),
            ["status"] = status,
        };
    }
}
