using PodKube.Client.Resources;

namespace PodKube.Client.Requests;

/// <summary>Turns a resource, a verb and options into a request. Pure: no connection is involved.</summary>
public static class ResourceRequests
{
    /// <summary>Reads one object.</summary>
    /// <exception cref="ArgumentException">The name is not one, or the namespace is missing.</exception>
    public static KubeRequest Get(ApiResource resource, string? @namespace, string name, string subresource = "") =>
        Make(HttpMethod.Get, "get", resource, @namespace, Named(name), subresource, new QueryText());

    internal static KubeRequest GetTable(ApiResource resource, string? @namespace, string name) =>
        Make(HttpMethod.Get, "get", resource, @namespace, Named(name), "", new QueryText().Add("includeObject", ListShape.WholeObject)) with
        {
            Accept = ListShape.TableAccept,
        };

    /// <summary>Reads one page of a list.</summary>
    public static KubeRequest List(ApiResource resource, ListOptions options, string? continueToken = null) =>
        List(resource, options, continueToken, ListShape.Objects);

    internal static KubeRequest List(ApiResource resource, ListOptions options, string? continueToken, ListShape shape)
    {
        ArgumentNullException.ThrowIfNull(resource);
        ArgumentNullException.ThrowIfNull(options);
        QueryText query = new QueryText()
            .Add("labelSelector", options.LabelSelector)
            .Add("fieldSelector", options.FieldSelector)
            .Add("limit", options.ChunkSize > 0 ? options.ChunkSize : null)
            .Add("continue", continueToken)
            .Add("includeObject", shape.IncludeObject);
        if (continueToken is null)
        {
            // The token carries the version that the list began with; the server refuses both together.
            query.Add("resourceVersion", options.ResourceVersion).Add("resourceVersionMatch", options.ResourceVersionMatch);
        }

        KubeRequest request = Make(HttpMethod.Get, "list", resource, options.Namespace, null, "", query);
        return request with { Accept = shape.Accept, Target = request.Target with { Name = FieldSelectorName.Find(options.FieldSelector) } };
    }

    /// <summary>Creates an object; the server takes the name from the body.</summary>
    public static KubeRequest Create(
        ApiResource resource, string? @namespace, ReadOnlyMemory<byte> body, CreateOptions? options = null, string? name = null, string subresource = "")
    {
        QueryText query = WriteRequests.Query(options);
        return Make(HttpMethod.Post, "create", resource, RequireNamespace(resource, @namespace), name, subresource, query) with { Body = body };
    }

    /// <summary>Deletes one object.</summary>
    public static KubeRequest Delete(ApiResource resource, string? @namespace, string name, DeleteOptions? options = null)
    {
        KubeRequest request = Make(HttpMethod.Delete, "delete", resource, @namespace, Named(name), "", new QueryText());
        return request with
        {
            Body = options is null ? default(ReadOnlyMemory<byte>?) : DeleteOptionsWriter.Write(options),
            // With the uid as a precondition a second delete can only meet the same object.
            IsRepeatSafe = options?.Uid is not null,
        };
    }

    internal static KubeRequest Make(
        HttpMethod method, string verb, ApiResource resource, string? @namespace, string? name, string subresource, QueryText query)
    {
        ArgumentNullException.ThrowIfNull(resource);
        string? place = name is null ? (resource.Namespaced ? @namespace : null) : RequireNamespace(resource, @namespace);
        string path = ResourcePath.Make(resource, place, name, subresource);
        return new KubeRequest
        {
            Method = method,
            PathAndQuery = path + query,
            Target = new RequestTarget
            {
                Verb = verb,
                Group = resource.Group,
                Version = resource.Version,
                Resource = resource.Plural,
                Subresource = subresource,
                // The server looks for rights on one namespace object in that namespace too.
                Namespace = resource is { Group: "", Plural: "namespaces" } ? name : place,
                Name = name,
                Path = path,
            },
            IsRepeatSafe = method == HttpMethod.Get,
        };
    }

    private static string? RequireNamespace(ApiResource resource, string? @namespace)
    {
        if (!resource.Namespaced)
        {
            return null;
        }

        return string.IsNullOrEmpty(@namespace)
            ? throw new ArgumentException($"{resource.Kind} objects live in namespaces: name one.", nameof(@namespace))
            : @namespace;
    }

    private static string Named(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return name;
    }
}
