using System.Text.Json.Nodes;
using PodKube.Sandbox.Access.ServiceAccounts;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Server;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Access.Reviews;

/// <summary>Answers TokenRequest (<c>serviceaccounts/token</c>): a new token for a service account.</summary>
internal sealed class TokenRequests(ResourceOperations operations, ServiceAccountTokenIssuer issuer) : ICreateHandler
{
    private const string Group = "authentication.k8s.io";
    private const long MinimumSeconds = 600;
    private const long MaximumSeconds = 1L << 32;
    private const long DefaultSeconds = 3600;

    public bool Handles(string resource, string subresource) => resource == "serviceaccounts" && subresource == "token";

    public JsonObject Create(OperationContext context, RequestInfo request, JsonObject body)
    {
        var account = operations.Get(operations.Kinds.Require("serviceaccounts"), request.Namespace, request.Name).Value;
        var spec = body.EnsureObject("spec");
        SetDefaults(spec);
        var seconds = spec.GetLong("expirationSeconds") ?? DefaultSeconds;
        Validate(seconds);
        var (bound, node) = FindBound(spec.GetObject("boundObjectRef"), request);
        var token = issuer.Issue(new TokenSpecification(request.Namespace, request.Name, account.Uid())
        {
            Audiences = spec.GetTexts("audiences"),
            Lifetime = TimeSpan.FromSeconds(seconds),
            BoundTo = bound,
            Node = node,
        });
        SetMetadata(body.EnsureObject("metadata"), request, account.Uid());
        body["status"] = new JsonObject { ["token"] = token.Text, ["expirationTimestamp"] = ObjectMeta.Time(token.Expires) };
        return body;
    }

    private void SetMetadata(JsonObject metadata, RequestInfo request, string uid)
    {
        metadata["name"] = request.Name;
        metadata["namespace"] = request.Namespace;
        metadata["uid"] = uid;
        metadata["creationTimestamp"] = ObjectMeta.Time(operations.Time.GetUtcNow());
    }

    private static void SetDefaults(JsonObject spec)
    {
        if (spec.GetTexts("audiences").IsEmpty)
        {
            spec["audiences"] = ServiceAccountTokenIssuer.DefaultAudiences.ToJson();
        }

        spec.SetDefault("expirationSeconds", () => DefaultSeconds);
        if (spec.GetObject("boundObjectRef") is null)
        {
            // The field is written even where it is empty.
            spec["boundObjectRef"] = null;
        }
    }

    private static void Validate(long seconds)
    {
        var errors = new FieldErrors();
        if (seconds < MinimumSeconds)
        {
            errors.Invalid("spec.expirationSeconds", seconds, "may not specify a duration less than 10 minutes");
        }

        if (seconds > MaximumSeconds)
        {
            errors.Invalid("spec.expirationSeconds", seconds, "may not specify a duration larger than 2^32 seconds");
        }

        if (errors.Count > 0)
        {
            throw ApiErrors.Invalid(Group, "TokenRequest", "", errors);
        }
    }

    private (BoundObject? Bound, BoundObject? Node) FindBound(JsonObject? reference, RequestInfo request)
    {
        if (reference is null)
        {
            return (null, null);
        }

        var kind = reference.TextOrEmpty("kind");
        var (resource, ns) = kind switch
        {
            BoundObject.Pod => ("pods", request.Namespace),
            BoundObject.Secret => ("secrets", request.Namespace),
            BoundObject.Node => ("nodes", ""),
            _ => throw ApiErrors.BadRequest($"cannot bind token to object of type {reference.TextOrEmpty("apiVersion")}, Kind={kind}"),
        };
        var name = reference.TextOrEmpty("name");
        var found = operations.Get(operations.Kinds.Require(resource), ns, name).Value;
        if (reference.TextOrEmpty("uid") is { Length: > 0 } uid && uid != found.Uid())
        {
            throw ApiErrors.Conflict(
                kind, name, $"the UID in the bound object reference ({uid}) does not match the UID in record. The object might have been deleted and then recreated");
        }

        if (kind == BoundObject.Pod && found.GetObject("spec").TextOrEmpty("serviceAccountName") != request.Name)
        {
            throw ApiErrors.BadRequest(
                $"cannot bind token for serviceaccount {GoText.Quote(request.Name)} to pod running with different serviceaccount name.");
        }

        return (new BoundObject(kind, name, found.Uid()), kind == BoundObject.Pod ? NodeOf(found) : null);
    }

    private BoundObject? NodeOf(JsonObject pod)
    {
        var name = pod.GetObject("spec").TextOrEmpty("nodeName");
        var node = name.Length == 0 ? null : operations.Find(operations.Kinds.Require("nodes"), "", name);
        return node is null ? null : new BoundObject(BoundObject.Node, name, node.Value.Uid());
    }
}
