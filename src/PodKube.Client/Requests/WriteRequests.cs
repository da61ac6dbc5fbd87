using PodKube.Client.Resources;

namespace PodKube.Client.Requests;

/// <summary>Turns what shall be written into a request. Pure: no connection is involved.</summary>
public static class WriteRequests
{
    private const string ApplyType = "application/apply-patch+yaml";

    /// <summary>Replaces an object. With a resource version in the body the server refuses when it has another one by now.</summary>
    /// <exception cref="ArgumentException">The name is not one, or the namespace is missing.</exception>
    public static KubeRequest Replace(
        ApiResource resource, string? @namespace, string name, ReadOnlyMemory<byte> body, ReplaceOptions? options = null, string subresource = "") =>
        // Not safe to repeat: a second one meets the version that the first one made, and reports a conflict that is none.
        Make(HttpMethod.Put, "update", resource, @namespace, name, subresource, Query(options), body, "application/json");

    /// <summary>Patches an object.</summary>
    /// <exception cref="ArgumentException">The name is not one, or the namespace is missing.</exception>
    public static KubeRequest Patch(
        ApiResource resource,
        string? @namespace,
        string name,
        PatchType type,
        ReadOnlyMemory<byte> patch,
        PatchOptions? options = null,
        string subresource = "") =>
        Make(HttpMethod.Patch, "patch", resource, @namespace, name, subresource, Query(options), patch, MediaType(type));

    /// <summary>Applies an object: the server merges it with what other managers own, and creates it where it is not there.</summary>
    /// <exception cref="ArgumentException">The name is not one, the namespace is missing, or there is no field manager.</exception>
    public static KubeRequest Apply(
        ApiResource resource, string? @namespace, string name, ReadOnlyMemory<byte> body, ApplyOptions options, string subresource = "")
    {
        ArgumentNullException.ThrowIfNull(options);
        if (string.IsNullOrWhiteSpace(options.FieldManager))
        {
            throw new ArgumentException("An apply needs a field manager: the name under which the fields are owned.", nameof(options));
        }

        QueryText query = Query(options).Add("force", options.Force);
        // Applying the same twice does no more than applying it once.
        return Make(HttpMethod.Patch, "patch", resource, @namespace, name, subresource, query, body, ApplyType) with { IsRepeatSafe = true };
    }

    internal static QueryText Query(WriteOptions? options) => new QueryText()
        .Add("dryRun", options?.DryRun == true ? "All" : null)
        .Add("fieldManager", options?.FieldManager)
        .Add("fieldValidation", options?.FieldValidation);

    private static KubeRequest Make(
        HttpMethod method,
        string verb,
        ApiResource resource,
        string? @namespace,
        string name,
        string subresource,
        QueryText query,
        ReadOnlyMemory<byte> body,
        string contentType)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return ResourceRequests.Make(method, verb, resource, @namespace, name, subresource, query) with { Body = body, ContentType = contentType };
    }

    private static string MediaType(PatchType type) => type switch
    {
        PatchType.Merge => "application/merge-patch+json",
        PatchType.Json => "application/json-patch+json",
        PatchType.Strategic => "application/strategic-merge-patch+json",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "There is no such patch."),
    };
}
