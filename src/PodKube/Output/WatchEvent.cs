using System.Management.Automation;
using PodKube.Client.Resources;
using PodKube.Objects;

namespace PodKube;

/// <summary>What happened to an object, as <c>Watch-KubeResource</c> tells it.</summary>
public sealed class WatchEvent
{
    internal WatchEvent(Client.Watch.WatchEvent change)
    {
        KubeObject item = change.Item!;
        Type = change.Type.ToString();
        Object = KubeObjectFactory.Create(item);
        IsInitial = change.IsInitial;
        Kind = item.Kind;
        Namespace = item.Namespace;
        Name = item.Name;
    }

    /// <summary>Added, Modified or Deleted.</summary>
    public string Type { get; }

    /// <summary>The object after what happened; where it was deleted, its last state.</summary>
#pragma warning disable CA1720 // The field of the API's own watch events has this name.
    public PSObject Object { get; }
#pragma warning restore CA1720

    /// <summary>The object's kind.</summary>
    public string Kind { get; }

    /// <summary>The object's namespace; null for cluster-scoped objects.</summary>
    public string? Namespace { get; }

    /// <summary>The object's name.</summary>
    public string Name { get; }

    /// <summary>Whether the object was there already when the watch began.</summary>
    public bool IsInitial { get; }

    /// <summary>Type, kind, namespace and name: <c>Added Pod team-a/web</c>.</summary>
    public override string ToString() => $"{Type} {new KubeTarget(Kind, Namespace, Name)}";
}
