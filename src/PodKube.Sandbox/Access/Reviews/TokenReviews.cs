using System.Text.Json.Nodes;
using PodKube.Sandbox.Access.Authentication;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Server;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Access.Reviews;

/// <summary>Answers TokenReview: whose token this is.</summary>
internal sealed class TokenReviews(BearerTokens tokens) : ICreateHandler
{
    public bool Handles(string resource, string subresource) =>
        subresource.Length == 0 && resource == "tokenreviews.authentication.k8s.io";

    public JsonObject Create(OperationContext context, RequestInfo request, JsonObject body)
    {
        var spec = body.EnsureObject("spec");
        var token = spec.TextOrEmpty("token");
        if (token.Length == 0)
        {
            throw ApiErrors.BadRequest("token is required for TokenReview in authentication");
        }

        var check = tokens.Check(token, spec.GetTexts("audiences"));
        body["status"] = check.Succeeded
            ? new JsonObject { ["authenticated"] = true, ["user"] = check.User.ToJson(), ["audiences"] = check.Audiences.ToJson() }
            : new JsonObject { ["user"] = new JsonObject(), ["error"] = check.Error };
        return body;
    }
}
