namespace PodKube.Client.Requests;

/// <summary>The patches that a server takes, besides apply.</summary>
/// <remarks>https://kubernetes.io/docs/tasks/manage-kubernetes-objects/update-api-object-kubectl-patch/</remarks>
public enum PatchType
{
    /// <summary>A JSON merge patch (RFC 7386): objects are merged, null removes a field, lists are replaced as a whole. Every kind takes it.</summary>
    Merge,

    /// <summary>A JSON patch (RFC 6902): a list of operations. Every kind takes it.</summary>
    Json,

    /// <summary>A strategic merge patch: lists are merged by their keys. Custom resources do not take it.</summary>
    Strategic,
}
