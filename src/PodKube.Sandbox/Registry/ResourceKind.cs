using System.Security.Cryptography;
using System.Text;
using PodKube.Sandbox.Server;

namespace PodKube.Sandbox.Registry;

/// <summary>One kind in one version, as data: names, scope, verbs, and the strategy for what is special about it.</summary>
internal sealed class ResourceKind
{
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

    /// <summary>What is special about the kind.</summary>
    public KindStrategy Strategy { get; init; } = KindStrategy.Default;

    /// <summary>True for kinds that came from a CustomResourceDefinition.</summary>
    public bool IsCustom { get; init; }

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

    public override string ToString() => $"{ApiVersion} {Kind}";
}
