using Microsoft.AspNetCore.Http;

namespace PodKube.Sandbox.Server;

internal enum RepresentationKind
{
    Object,
    Table,
    PartialMetadata,
    AggregatedDiscovery,
}

/// <summary>What form of an answer a client accepts, from its Accept header.</summary>
internal sealed record Representation(RepresentationKind Kind, bool Yaml, string Version)
{
    private const string Available =
        "application/json, application/yaml, application/vnd.kubernetes.protobuf, application/json;stream=watch, application/vnd.kubernetes.protobuf;stream=watch";

    public static Representation Json { get; } = new(RepresentationKind.Object, false, "v1");

    public string ContentType => Yaml ? "application/yaml" : "application/json";

    /// <summary>The first form of the Accept header that is served; tables and metadata where <paramref name="transforms"/> allows them.</summary>
    /// <exception cref="ApiStatusException">406: none is.</exception>
    public static Representation Negotiate(HttpRequest request, bool transforms, bool discovery = false)
    {
        var header = request.Headers.Accept.ToString();
        if (header.Length == 0)
        {
            return Json;
        }

        foreach (var clause in header.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                     .Select(MediaClause.Parse).OrderByDescending(clause => clause.Quality))
        {
            if (Match(clause, transforms, discovery) is { } representation)
            {
                return representation;
            }
        }

        throw NotAcceptable();
    }

    private static ApiStatusException NotAcceptable()
    {
        var failure = ApiErrors.NotAcceptable("406: Not Acceptable\n\nAvailable representations: " + Available);
        var code = failure.Status["code"];
        failure.Status.Remove("code");
        failure.Status["details"] = new System.Text.Json.Nodes.JsonObject();
        failure.Status["code"] = code;
        return failure;
    }

    private static Representation? Match(MediaClause clause, bool transforms, bool discovery)
    {
        bool yaml;
        switch (clause.Type)
        {
            case "application/json" or "*/*" or "application/*":
                yaml = false;
                break;
            case "application/yaml":
                yaml = true;
                break;
            default:
                return null;
        }

        if (clause.Parameters.TryGetValue("as", out var form))
        {
            var group = clause.Parameters.GetValueOrDefault("g", "");
            var version = clause.Parameters.GetValueOrDefault("v", "");
            RepresentationKind? kind = (form, group, version) switch
            {
                ("Table", "meta.k8s.io", "v1" or "v1beta1") when transforms => RepresentationKind.Table,
                ("PartialObjectMetadata" or "PartialObjectMetadataList", "meta.k8s.io", "v1" or "v1beta1") when transforms => RepresentationKind.PartialMetadata,
                ("APIGroupDiscoveryList", "apidiscovery.k8s.io", "v2") when discovery => RepresentationKind.AggregatedDiscovery,
                _ => null,
            };
            return kind is null ? null : new Representation(kind.Value, yaml, version);
        }

        return new Representation(RepresentationKind.Object, yaml, "v1");
    }
}
