namespace PodKube.Sandbox.Server;

/// <summary>What a request asks for, in the words of authorization: read off the method and the path as kube-apiserver does.</summary>
internal sealed record RequestInfo
{
    private static readonly string[] s_namespaceSubresources = ["status", "finalize"];

    public bool IsResourceRequest { get; init; }

    /// <summary>get, list, watch, create, update, patch, delete, deletecollection; the lower-case method for other paths.</summary>
    public required string Verb { get; init; }

    public required string Path { get; init; }

    /// <summary>"api" or "apis".</summary>
    public string ApiPrefix { get; init; } = "";

    public string ApiGroup { get; init; } = "";

    public string ApiVersion { get; init; } = "";

    public string Namespace { get; init; } = "";

    public string Resource { get; init; } = "";

    public string Subresource { get; init; } = "";

    public string Name { get; init; } = "";

    /// <summary>The path segments from the resource on: resource, name, subresource and whatever follows.</summary>
    public IReadOnlyList<string> Parts { get; init; } = [];

    /// <summary>Reads method, path (decoded, without query) and the query that decides between get, list and watch.</summary>
    public static RequestInfo Parse(string method, string path, bool watchRequested = false, string? fieldSelector = null)
    {
        var info = new RequestInfo { Verb = method.ToLowerInvariant(), Path = path };
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var isCore = segments.Length >= 3 && segments[0] == "api";
        var isGrouped = segments.Length >= 4 && segments[0] == "apis";
        if (!isCore && !isGrouped)
        {
            return info;
        }

        info = info with
        {
            IsResourceRequest = true,
            ApiPrefix = segments[0],
            ApiGroup = isCore ? "" : segments[1],
            ApiVersion = isCore ? segments[1] : segments[2],
        };
        var parts = segments.AsSpan(isCore ? 2 : 3);
        var deprecatedWatch = parts[0] == "watch" && parts.Length > 1;
        if (deprecatedWatch)
        {
            parts = parts[1..];
        }

        info = WithTarget(info, parts);
        var verb = deprecatedWatch && method is "GET" or "HEAD" ? "watch" : VerbOf(method, info, watchRequested);
        return info with { Verb = verb, Name = info.Name.Length == 0 && verb is "list" or "watch" ? NameFromSelector(fieldSelector) : info.Name };
    }

    private static RequestInfo WithTarget(RequestInfo info, ReadOnlySpan<string> parts)
    {
        if (parts[0] == "namespaces" && parts.Length > 1)
        {
            info = info with { Namespace = parts[1] };
            if (parts.Length > 2 && !s_namespaceSubresources.Contains(parts[2]))
            {
                parts = parts[2..];
            }
        }

        return info with
        {
            Parts = parts.ToArray(),
            Resource = parts[0],
            Name = parts.Length > 1 ? parts[1] : "",
            Subresource = parts.Length > 2 ? parts[2] : "",
        };
    }

    private static string VerbOf(string method, RequestInfo info, bool watch) => method switch
    {
        "POST" => "create",
        "PUT" => "update",
        "PATCH" => "patch",
        "DELETE" => info.Name.Length == 0 ? "deletecollection" : "delete",
        "GET" or "HEAD" => info.Name.Length > 0 ? "get" : watch ? "watch" : "list",
        _ => method.ToLowerInvariant(),
    };

    /// <summary>A list or watch limited to one metadata.name, whatever else its selector asks, is authorized as a request for that name.</summary>
    private static string NameFromSelector(string? fieldSelector)
    {
        const string Prefix = "metadata.name=";
        foreach (var term in fieldSelector?.Split(',') ?? [])
        {
            if (term.StartsWith(Prefix, StringComparison.Ordinal))
            {
                var name = term[Prefix.Length..].TrimStart('=');
                return name is "." or ".." || name.AsSpan().ContainsAny('/', '%') ? "" : name;
            }
        }

        return "";
    }
}
