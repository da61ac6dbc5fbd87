using System.Text.Json.Nodes;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Server;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Access.Reviews;

/// <summary>Answers the reviews that ask whether somebody may do something: of oneself, of any user, and of any user in one namespace.</summary>
internal sealed class AccessReviews(IAuthorizer authorizer) : ICreateHandler
{
    private const string Group = "authorization.k8s.io";
    private const string Self = "selfsubjectaccessreviews." + Group;
    private const string Any = "subjectaccessreviews." + Group;
    private const string Local = "localsubjectaccessreviews." + Group;

    public bool Handles(string resource, string subresource) => subresource.Length == 0 && resource is Self or Any or Local;

    public JsonObject Create(OperationContext context, RequestInfo request, JsonObject body)
    {
        var spec = body.EnsureObject("spec");
        var self = request.Resource == "selfsubjectaccessreviews";
        Validate(body, spec, request, self);
        var user = self ? context.User : ReadUser(spec);
        var decision = authorizer.Authorize(user, ReadAttributes(spec));
        var status = new JsonObject { ["allowed"] = decision.Allowed };
        if (decision.Reason.Length > 0)
        {
            status["reason"] = decision.Reason;
        }

        body["status"] = status;
        return body;
    }

    private static void Validate(JsonObject body, JsonObject spec, RequestInfo request, bool self)
    {
        var errors = new FieldErrors();
        var resource = spec.GetObject("resourceAttributes");
        var nonResource = spec.GetObject("nonResourceAttributes");
        if (resource is null && nonResource is null)
        {
            errors.Invalid("spec.resourceAttributes", null, "exactly one of nonResourceAttributes or resourceAttributes must be specified");
        }

        if (resource is not null && nonResource is not null)
        {
            errors.Invalid("spec.nonResourceAttributes", nonResource, "cannot be specified in combination with resourceAttributes");
        }

        if (!self && spec.TextOrEmpty("user").Length == 0 && spec.GetTexts("groups").IsEmpty)
        {
            errors.Invalid("spec.user", "", "at least one of user or group must be specified");
        }

        if (request.Resource == "localsubjectaccessreviews")
        {
            ValidateNamespace(request, resource, nonResource, errors);
        }

        if (errors.Count > 0)
        {
            throw ApiErrors.Invalid(Group, body.TextOrEmpty("kind"), "", errors);
        }
    }

    private static void ValidateNamespace(RequestInfo request, JsonObject? resource, JsonObject? nonResource, FieldErrors errors)
    {
        if (resource is not null && resource.TextOrEmpty("namespace") != request.Namespace)
        {
            errors.Invalid("spec.resourceAttributes.namespace", resource.TextOrEmpty("namespace"), "must match metadata.namespace");
        }

        if (nonResource is not null)
        {
            errors.Invalid("spec.nonResourceAttributes", nonResource, "disallowed on this kind of request");
        }
    }

    private static UserInfo ReadUser(JsonObject spec)
    {
        var extra = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var (key, _) in spec.GetObject("extra") ?? [])
        {
            extra[key] = spec.GetObject("extra").GetTexts(key);
        }

        return new UserInfo(spec.TextOrEmpty("user"), spec.TextOrEmpty("uid"), spec.GetTexts("groups"), extra);
    }

    private static RequestInfo ReadAttributes(JsonObject spec) => spec.GetObject("resourceAttributes") is { } resource
        ? new RequestInfo
        {
            IsResourceRequest = true,
            Verb = resource.TextOrEmpty("verb"),
            Path = "",
            ApiGroup = resource.TextOrEmpty("group"),
            ApiVersion = resource.TextOrEmpty("version"),
            Resource = resource.TextOrEmpty("resource"),
            Subresource = resource.TextOrEmpty("subresource"),
            Namespace = resource.TextOrEmpty("namespace"),
            Name = resource.TextOrEmpty("name"),
        }
        : new RequestInfo
        {
            Verb = spec.GetObject("nonResourceAttributes").TextOrEmpty("verb"),
            Path = spec.GetObject("nonResourceAttributes").TextOrEmpty("path"),
        };
}
