using System.Text.Json.Nodes;
using PodKube.Sandbox.Access;
using PodKube.Sandbox.Registry;

namespace PodKube.Sandbox.Server;

/// <summary>The failures of the API, in kube-apiserver's words. Resources are given as "plural" or "plural.group".</summary>
internal static class ApiErrors
{
    public static ApiStatusException NotFound(string resource, string name) =>
        Make(404, "NotFound", $"{resource} \"{name}\" not found", Details(resource, name));

    /// <summary>The path names a resource that is not served.</summary>
    public static ApiStatusException UnknownResource() =>
        Make(404, "NotFound", "the server could not find the requested resource", []);

    public static ApiStatusException AlreadyExists(string resource, string name) =>
        Make(409, "AlreadyExists", $"{resource} \"{name}\" already exists", Details(resource, name));

    public static ApiStatusException Conflict(string resource, string name, string why) =>
        Make(409, "Conflict", $"Operation cannot be fulfilled on {resource} \"{name}\": {why}", Details(resource, name));

    /// <summary>A write that was based on an older resourceVersion.</summary>
    public static ApiStatusException Modified(string resource, string name) =>
        Conflict(resource, name, "the object has been modified; please apply your changes to the latest version and try again");

    public static ApiStatusException Forbidden(string resource, string name, string why) => Make(
        403,
        "Forbidden",
        resource.Length == 0 ? $"forbidden: {why}" : name.Length == 0 ? $"{resource} is forbidden: {why}" : $"{resource} \"{name}\" is forbidden: {why}",
        Details(resource, name));

    /// <summary>The authorizer said no to this request.</summary>
    public static ApiStatusException Forbidden(UserInfo user, RequestInfo request, string reason)
    {
        var tail = reason.Length == 0 ? "" : ": " + reason;
        if (!request.IsResourceRequest)
        {
            return Make(403, "Forbidden", $"forbidden: User \"{user.Name}\" cannot {request.Verb} path \"{request.Path}\"{tail}", []);
        }

        var resource = request.Subresource.Length == 0 ? request.Resource : request.Resource + "/" + request.Subresource;
        var where = request.Namespace.Length == 0 ? "at the cluster scope" : $"in the namespace \"{request.Namespace}\"";
        var why = $"User \"{user.Name}\" cannot {request.Verb} resource \"{resource}\" in API group \"{request.ApiGroup}\" {where}{tail}";
        return Forbidden(Qualified(request.Resource, request.ApiGroup), request.Name, why);
    }

    /// <summary>An applied configuration that does not fit the schema. A 500 without a reason is what a real server makes of it.</summary>
    public static ApiStatusException Mistyped(ResourceKind kind, JsonObject configuration, string why)
    {
        var version = $"{kind.Group}/{kind.Version}, Kind={kind.Kind}";
        return Make(500, "", $"failed to create typed patch object ({configuration.Namespace()}/{configuration.Name()}; {version}): {why}", null);
    }

    public static ApiStatusException Unauthorized() => Make(401, "Unauthorized", "Unauthorized", null);

    public static ApiStatusException BadRequest(string message) => Make(400, "BadRequest", message, null);

    public static ApiStatusException MethodNotAllowed() =>
        Make(405, "MethodNotAllowed", "the server does not allow this method on the requested resource", []);

    public static ApiStatusException NotAcceptable(string message) => Make(406, "NotAcceptable", message, null);

    public static ApiStatusException UnsupportedMediaType(string message) => Make(415, "UnsupportedMediaType", message, null);

    public static ApiStatusException TooLarge(string message) => Make(413, "RequestEntityTooLarge", message, null);

    public static ApiStatusException Expired(string message, string? freshContinue = null)
    {
        var failure = Make(410, "Expired", message, null);
        if (freshContinue is not null)
        {
            failure.Status["metadata"] = new JsonObject { ["continue"] = freshContinue };
        }

        return failure;
    }

    public static ApiStatusException Internal(string message) =>
        Make(500, "InternalError", "Internal error occurred: " + message, new JsonObject { ["causes"] = new JsonArray(new JsonObject { ["message"] = message }) });

    public static ApiStatusException TooManyRequests(string message, long retryAfterSeconds) =>
        Make(429, "TooManyRequests", message, new JsonObject { ["retryAfterSeconds"] = retryAfterSeconds });

    /// <summary>A resourceVersion was asked for that this server has not reached.</summary>
    public static ApiStatusException ResourceVersionTooLarge(long requested, long current) => Make(
        504,
        "Timeout",
        $"Timeout: Too large resource version: {requested}, current: {current}",
        new JsonObject
        {
            ["causes"] = new JsonArray(new JsonObject { ["reason"] = "ResourceVersionTooLarge", ["message"] = "Too large resource version" }),
            ["retryAfterSeconds"] = 1,
        });

    /// <summary>Validation failed: 422 with one cause per error.</summary>
    public static ApiStatusException Invalid(string group, string kind, string name, FieldErrors errors)
    {
        var details = new JsonObject();
        if (name.Length > 0)
        {
            details["name"] = name;
        }

        if (group.Length > 0)
        {
            details["group"] = group;
        }

        details["kind"] = kind;
        details["causes"] = errors.ToCauses();
        return Make(422, "Invalid", $"{Qualified(kind, group)} \"{name}\" is invalid: {errors.ToMessage()}", details);
    }

    /// <summary>A failure of any other kind.</summary>
    public static ApiStatusException Make(int code, string reason, string message, JsonObject? details)
    {
        var status = new JsonObject
        {
            ["kind"] = "Status",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject(),
            ["status"] = "Failure",
            ["message"] = message,
        };
        if (reason.Length > 0)
        {
            status["reason"] = reason;
        }

        if (details is not null)
        {
            status["details"] = details;
        }

        status["code"] = code;
        return new ApiStatusException(code, status);
    }

    /// <summary>The details of an error about one resource; "plural.group" is taken apart.</summary>
    public static JsonObject Details(string resource, string name)
    {
        var details = new JsonObject();
        if (name.Length > 0)
        {
            details["name"] = name;
        }

        var dot = resource.IndexOf('.', StringComparison.Ordinal);
        if (dot >= 0)
        {
            details["group"] = resource[(dot + 1)..];
        }

        if (resource.Length > 0)
        {
            details["kind"] = dot < 0 ? resource : resource[..dot];
        }

        return details;
    }

    /// <summary>"apps/v1", or "v1" for the core group.</summary>
    public static string ApiVersion(string group, string version) => group.Length == 0 ? version : group + "/" + version;

    /// <summary>"deployments.apps", or "pods" for the core group.</summary>
    public static string Qualified(string name, string group) => group.Length == 0 ? name : name + "." + group;
}
