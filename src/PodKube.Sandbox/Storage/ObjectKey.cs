namespace PodKube.Sandbox.Storage;

/// <summary>Where an object lives: its resource ("pods", "deployments.apps"), namespace ("" for cluster scope) and name.</summary>
internal sealed record ObjectKey(string Resource, string Namespace, string Name)
{
    /// <summary>The path by which a real server orders objects in etcd: "namespace/name", or the name alone.</summary>
    public string Path => Namespace.Length == 0 ? Name : Namespace + "/" + Name;

    public override string ToString() => Resource + " " + Path;
}
