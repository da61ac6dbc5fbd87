using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using PodKube.Sandbox.Schemas;
using PodKube.Sandbox.Server;
using PodKube.Sandbox.Server.Tables;

namespace PodKube.Sandbox.Registry;

/// <summary>One kind in one version, as data: names, scope, verbs, and the strategy for what is special about it.</summary>
internal sealed class ResourceKind
{
    private TypeSchema? _schema;

    /// <summary>The verbs of a kind that can be stored, in the order of discovery.</summary>
    public static readonly IReadOnlyList<string> StandardVerbs =
        ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];

    /// <summary>"" for the core group.</summary>
    public required string Group { get; init; }

    public required string Version { get; init; }

    public required string Kind { get; init; }

    public required string Plural { get; init; }

    public required string Singular { get; init; }

    public required bool Namespaced { get; init; }

    public IReadOnlyList<string> ShortNames { get; init; } = [];

    public IReadOnlyList<string> Categories { get; init; } = [];

    public IReadOnlyList<string> Verbs { get; init; } = StandardVerbs;

    public IReadOnlyList<Subresource> Subresources { get; init; } = [];

    /// <summary>The rule for metadata.name.</summary>
    public NameRule NameRule { get; init; }

    /// <summary>metadata.generation counts the changes of everything but metadata and status.</summary>
    public bool HasGeneration { get; init; }

    /// <summary>The answer to a finished deletion is the object itself instead of a Status.</summary>
    public bool ReturnsDeletedObject { get; init; }

    /// <summary>A PUT to a name that does not exist creates it.</summary>
    public bool AllowsCreateOnUpdate { get; init; }

    /// <summary>Deletion orphans the dependents where the caller does not say otherwise.</summary>
    public bool OrphansByDefault { get; init; }

    /// <summary>Where custom resources keep what /scale shows; null for built-in kinds, which all keep it alike.</summary>
    public ScalePaths? Scale { get; init; }

    /// <summary>The columns of custom resources; null where the built-in tables have them.</summary>
    public IReadOnlyList<TableColumn>? Columns { get; init; }

    /// <summary>The shape of the objects. Built-in kinds read it from the schema files when it is first needed.</summary>
    public TypeSchema Schema
    {
        get => _schema ??= SchemaLibrary.Shared.Find(Group, Version, Kind) ?? SchemaLibrary.Shared.Untyped;
        init => _schema = value;
    }

    /// <summary>The openAPIV3Schema of custom resources, published as it is; null where there is none.</summary>
    public JsonObject? DefinedSchema { get; init; }

    /// <summary>What is special about the kind.</summary>
    public KindStrategy Strategy { get; init; } = KindStrategy.Default;

    /// <summary>True for kinds that came from a CustomResourceDefinition.</summary>
    public bool IsCustom { get; init; }

    /// <summary>The warning that answers to every request of a deprecated version carry; null where it is not deprecated.</summary>
    public string? Deprecation { get; init; }

    /// <summary>How the objects are stored where that differs from how they are served; null where it does not.</summary>
    public KindConversion? Conversion { get; init; }

    /// <summary>The store key of the objects.</summary>
    public string StorageResource => Conversion?.Resource ?? Resource;

    /// <summary>The version that objects of this resource are stored in.</summary>
    public string StorageVersion { get; init; } = "";

    public string ListKind { get; init; } = "";

    /// <summary>"v1" or "apps/v1".</summary>
    public string ApiVersion => Group.Length == 0 ? Version : Group + "/" + Version;

    /// <summary>"pods" or "deployments.apps": the name in messages, and the key in the store.</summary>
    public string Resource => ApiErrors.Qualified(Plural, Group);

    /// <summary>False for kinds that are only ever posted, such as reviews.</summary>
    public bool IsStored => Verbs.Contains("get") && Verbs.Contains("create");

    /// <summary>What discovery calls storageVersionHash: the start of the SHA-256 of group/version/Kind.</summary>
    public string StorageVersionHash => Convert.ToBase64String(
        SHA256.HashData(Encoding.UTF8.GetBytes($"{Group}/{(StorageVersion.Length == 0 ? Version : StorageVersion)}/{Kind}")).AsSpan(0, 8));

    public Subresource? FindSubresource(string name)
    {
        foreach (var subresource in Subresources)
        {
            if (subresource.Name == name)
            {
                return subresource;
            }
        }

        return null;
    }

    /// <summary>True where status is written through a subresource of its own.</summary>
    public bool HasStatus => FindSubresource("status") is not null;

    public override string ToString() => $"{ApiVersion} {Kind}";
}
