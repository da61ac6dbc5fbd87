namespace PodKube.Client.Requests;

/// <summary>Reads from a path what the API server will read from it.</summary>
/// <remarks>The rules are those of RequestInfoFactory: https://github.com/kubernetes/apiserver/blob/master/pkg/endpoints/request/requestinfo.go</remarks>
internal static class RequestTargetParser
{
    internal static RequestTarget Parse(HttpMethod method, string pathAndQuery)
    {
        int mark = pathAndQuery.IndexOf('?', StringComparison.Ordinal);
        string path = mark < 0 ? pathAndQuery : pathAndQuery[..mark];
        string query = mark < 0 ? "" : pathAndQuery[(mark + 1)..];
        string[] parts = [.. path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString)];
        return parts switch
        {
            ["api", string version, .. string[] rest] when rest.Length > 0 => Resource(method, path, query, "", version, rest),
            ["apis", string group, string version, .. string[] rest] when rest.Length > 0 => Resource(method, path, query, group, version, rest),
            _ => new RequestTarget { Verb = LowerCase(method), Path = path },
        };
    }

    private static RequestTarget Resource(HttpMethod method, string path, string query, string group, string version, string[] rest)
    {
        string? @namespace = null;
        bool watchPath = rest is ["watch", _, ..];
        if (watchPath)
        {
            rest = rest[1..];
        }

        if (rest is ["namespaces", string name, ..])
        {
            @namespace = name;
            // The namespace object itself, or its own subresources.
            rest = rest.Length > 2 && rest[2] is not ("status" or "finalize") ? rest[2..] : rest;
        }

        string? objectName = rest.Length > 1 ? rest[1] : null;
        string verb = watchPath || (method == HttpMethod.Get && objectName is null && HasTrue(query, "watch")) ? "watch" : Verb(method, objectName is not null);
        if (objectName is null && verb is "list" or "watch")
        {
            objectName = FieldSelectorName.Find(Value(query, "fieldSelector"));
        }

        return new RequestTarget
        {
            Verb = verb,
            Group = group,
            Version = version,
            Resource = rest[0],
            Subresource = rest.Length > 2 ? rest[2] : "",
            Namespace = @namespace,
            Name = objectName,
            Path = path,
        };
    }

    private static string Verb(HttpMethod method, bool named) => method.Method.ToUpperInvariant() switch
    {
        "POST" => "create",
        "GET" or "HEAD" => named ? "get" : "list",
        "PUT" => "update",
        "PATCH" => "patch",
        "DELETE" => named ? "delete" : "deletecollection",
        _ => LowerCase(method),
    };

    private static string? Value(string query, string name) => query
        .Split('&')
        .Where(pair => pair.StartsWith(name + "=", StringComparison.Ordinal))
        .Select(pair => Uri.UnescapeDataString(pair[(name.Length + 1)..].Replace('+', ' ')))
        .FirstOrDefault();

    private static bool HasTrue(string query, string name) =>
        query.Split('&').Any(pair => pair == name || pair == name + "=true" || pair == name + "=1");

#pragma warning disable CA1308 // RBAC writes the verbs of paths in lower case.
    private static string LowerCase(HttpMethod method) => method.Method.ToLowerInvariant();
#pragma warning restore CA1308
}
