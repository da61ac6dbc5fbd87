using System.Text.Json.Nodes;
using PodKube.Sandbox.Schemas;
using PodKube.Sandbox.Server;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Registry;

/// <summary>The part of metadata that only the server sets.</summary>
internal static class ServerMetadata
{
    private static readonly string[] s_names =
        ["uid", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "generation", "resourceVersion", "selfLink"];

    /// <summary>Takes away what a client may not choose for a new object.</summary>
    public static void Clear(JsonObject obj)
    {
        var metadata = obj.Metadata();
        foreach (var name in s_names)
        {
            metadata.Remove(name);
        }
    }

    /// <summary>What a new object is born with.</summary>
    public static void Set(ResourceKind kind, JsonObject obj, DateTimeOffset now)
    {
        var metadata = obj.Metadata();
        metadata["uid"] = Guid.NewGuid().ToString();
        metadata["creationTimestamp"] = ObjectMeta.Time(now);
        if (kind.HasGeneration)
        {
            metadata["generation"] = 1L;
        }
    }

    /// <summary>What a change leaves as it was; a name that the change left out too.</summary>
    public static void Keep(JsonObject obj, JsonObject old)
    {
        var metadata = obj.Metadata();
        var before = old.Metadata();
        foreach (var name in s_names)
        {
            metadata.Remove(name);
            if (before[name] is { } value)
            {
                metadata[name] = value.DeepClone();
            }
        }

        foreach (var name in (ReadOnlySpan<string>)["name", "namespace"])
        {
            if (metadata[name] is null && before[name] is { } value)
            {
                metadata[name] = value.DeepClone();
            }
        }
    }

    /// <exception cref="ApiStatusException">400: the object names another namespace than the request.</exception>
    public static void SetNamespace(ResourceKind kind, string ns, JsonObject obj)
    {
        var metadata = obj.Metadata();
        var given = metadata.GetText("namespace") ?? "";
        if (kind.Namespaced && given.Length > 0 && given != ns)
        {
            throw ApiErrors.BadRequest("the namespace of the provided object does not match the namespace sent on the request");
        }

        if (kind.Namespaced)
        {
            metadata["namespace"] = ns;
        }
        else
        {
            metadata.Remove("namespace");
        }
    }

    /// <summary>Brings metadata into the order in which a real server writes it, with a place for the resourceVersion that the store will stamp.</summary>
    public static void Order(JsonObject obj)
    {
        var metadata = obj.Metadata();
        metadata.SetDefault("resourceVersion", () => JsonValue.Create(""));
        var ordered = new JsonObject();
        foreach (var field in SchemaLibrary.Shared.ObjectMeta.Fields)
        {
            if (metadata[field.Name] is { } value)
            {
                metadata.Remove(field.Name);
                ordered[field.Name] = value;
            }
        }

        obj["metadata"] = ordered;
    }
}
