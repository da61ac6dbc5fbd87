using System.Management.Automation;
using PodKube.Client.Resources;
using PodKube.Objects;

namespace PodKube;

/// <summary>What publishing did to one object. Piped into other cmdlets it stands for the object itself.</summary>
public sealed class KubePublishResult
{
    internal KubePublishResult(string action, KubeObject item)
    {
        Action = action;
        ApiVersion = item.ApiVersion;
        Kind = item.Kind;
        Namespace = item.Namespace;
        Name = item.Name;
        Resource = KubeObjectFactory.Create(item);
    }

    /// <summary>Created, Configured, Unchanged or Pruned.</summary>
    public string Action { get; }

    /// <summary>The group and version.</summary>
    public string ApiVersion { get; }

    /// <summary>The kind.</summary>
    public string Kind { get; }

    /// <summary>The namespace; null for cluster-scoped kinds.</summary>
    public string? Namespace { get; }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The object as the server keeps it; of one that was pruned, as it was.</summary>
    public PSObject Resource { get; }

    /// <summary>Kind, namespace, name and what was done.</summary>
    public override string ToString() => $"{new KubeTarget(Kind, Namespace, Name)}: {Action}";
}
