using System.Text.Json.Nodes;
using PodKube.Sandbox.Access;
using PodKube.Sandbox.Apply;
using PodKube.Sandbox.Controllers.Model;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Server;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Controllers.Runtime;

/// <summary>The API as one component of the control plane uses it: its user, its field manager, and no exception for what is simply gone.</summary>
internal sealed class ClusterClient(ResourceOperations operations, UserInfo user, string fieldManager)
{
    private readonly OperationContext _context = new() { User = user, FieldManager = fieldManager };

    public TimeProvider Clock => operations.Time;

    /// <summary>A controller of kube-controller-manager, which acts as a service account of its own.</summary>
    public static ClusterClient ForController(ResourceOperations operations, string controller) => new(
        operations,
        // Rights are not asked for inside the server; the name is what admission and managedFields see.
        new UserInfo("system:serviceaccount:kube-system:" + controller, "system:masters", "system:serviceaccounts", "system:authenticated"),
        "kube-controller-manager");

    public static ClusterClient ForScheduler(ResourceOperations operations) =>
        new(operations, new UserInfo("system:kube-scheduler", "system:masters", "system:authenticated"), "kube-scheduler");

    public static ClusterClient ForKubelet(ResourceOperations operations, string node) =>
        new(operations, new UserInfo("system:node:" + node, "system:masters", "system:nodes", "system:authenticated"), "kubelet");

    public static bool IsConflict(Exception error) => error is ApiStatusException { Reason: "Conflict" };

    public static bool IsNotFound(Exception error) => error is ApiStatusException { Reason: "NotFound" };

    public static bool IsAlreadyExists(Exception error) => error is ApiStatusException { Reason: "AlreadyExists" };

    /// <summary>The object, or null. Never change it.</summary>
    public JsonObject? Find(ObjectKey key) => operations.Store.Get(key)?.Value;

    /// <summary>The object, or null where it is gone or another one took its name.</summary>
    public JsonObject? Find(ObjectKey key, string uid) => Find(key) is { } item && item.Uid() == uid ? item : null;

    /// <summary>All objects of a resource, or those of one namespace. Never change them.</summary>
    public IEnumerable<JsonObject> List(string resource, string? ns = null) => operations.Store.List(resource, ns).Items.Select(item => item.Value);

    public JsonObject Create(string resource, string ns, JsonObject item) => operations.Create(_context, Kind(resource), ns, item).Value;

    /// <summary>
    /// Lets <paramref name="change"/> work on a copy of what is stored; it returns false where nothing is to be written.
    /// Returns what is stored then, or null where there is no such object any more.
    /// </summary>
    public JsonObject? Update(ObjectKey key, string uid, Func<JsonObject, bool> change, string subresource = "")
    {
        if (Find(key, uid) is null)
        {
            return null;
        }

        try
        {
            return operations.Update(_context, Kind(key.Resource), key.Namespace, key.Name, Changed, subresource).Value;
        }
        catch (ApiStatusException error) when (IsNotFound(error))
        {
            return null;
        }

        JsonObject Changed(JsonObject current) => current.Uid() == uid && change(current)
            ? current
            : Find(key)?.Copy() ?? throw ApiErrors.NotFound(key.Resource, key.Name);
    }

    /// <summary>Replaces <c>status</c>, where it differs from what is stored.</summary>
    public JsonObject? UpdateStatus(ObjectKey key, string uid, JsonObject status) =>
        Find(key, uid) is { } current && JsonEquality.Same(current["status"], status)
            ? current
            : Update(
                key,
                uid,
                item =>
                {
                    item["status"] = status.DeepClone();
                    return true;
                },
                "status");

    /// <summary>Deletes the object of that UID; nothing happens where it is gone.</summary>
    public void Delete(ObjectKey key, string uid, string? propagation = null, long? graceSeconds = null)
    {
        try
        {
            DeleteOptions options = new() { PreconditionUid = uid, PropagationPolicy = propagation, GracePeriodSeconds = graceSeconds };
            operations.Delete(_context, Kind(key.Resource), key.Namespace, key.Name, options);
        }
        catch (ApiStatusException error) when (IsNotFound(error) || IsConflict(error))
        {
            // Somebody else was faster, or a new object took the name: either way this one is gone.
        }
    }

    private ResourceKind Kind(string resource) => operations.Kinds.Require(resource);
}
