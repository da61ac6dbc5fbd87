using System.Text.Json.Nodes;

namespace PodKube.Sandbox.Registry;

/// <summary>What is special about a kind, beyond its schema. The default is right for most kinds.</summary>
internal class KindStrategy
{
    public static readonly KindStrategy Default = new();

    /// <summary>A PUT without resourceVersion overwrites.</summary>
    public virtual bool AllowUnconditionalUpdate => true;

    /// <summary>Defaults that a schema cannot express. Runs on every write, after the schema's own defaults and before ownership is recorded.</summary>
    public virtual void SetDefaults(JsonObject obj)
    {
    }

    /// <summary>Sets what a client may not choose at creation. Status is cleared already where it has a subresource of its own.</summary>
    public virtual void PrepareForCreate(JsonObject obj)
    {
    }

    /// <summary>Takes over from the stored object what this write may not change. The subresource is "" for the object itself.</summary>
    public virtual void PrepareForUpdate(JsonObject obj, JsonObject old, string subresource)
    {
    }

    /// <summary>True for kinds whose deletion does not count as a change of their generation.</summary>
    public virtual bool KeepsGenerationOnDelete => false;

    /// <summary>True for kinds that are never removed at once: <see cref="PrepareForDelete"/> sees to what keeps them.</summary>
    public virtual bool MarksBeforeDelete => false;

    /// <summary>What a deletion changes besides the deletion's own metadata.</summary>
    public virtual void PrepareForDelete(JsonObject obj, TimeProvider time)
    {
    }

    public virtual void Validate(JsonObject obj, FieldErrors errors)
    {
    }

    public virtual void ValidateUpdate(JsonObject obj, JsonObject old, FieldErrors errors)
    {
    }

    /// <summary>Seconds of grace for a deletion; null for kinds that are deleted at once.</summary>
    public virtual long? GracePeriod(JsonObject obj, DeleteOptions options) => null;

    /// <summary>The field labels that field selectors may use besides metadata.name and metadata.namespace, each with its value.</summary>
    public virtual IReadOnlyDictionary<string, Func<JsonObject, string>> SelectableFields { get; } =
        new Dictionary<string, Func<JsonObject, string>>();
}
