using System.Text.Json.Nodes;
using PodKube.Sandbox.Controllers.Apps;
using PodKube.Sandbox.Controllers.Model;
using PodKube.Sandbox.Controllers.Runtime;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Controllers.Core;

/// <summary>Empties a namespace that is being deleted, says in its conditions what is left, and lets it go when nothing is.</summary>
internal sealed class NamespaceController(ControllerContext context) : Controller
{
    private const string Resource = "namespaces";
    private const string Finalizer = "kubernetes";

    // Namespaces that are going away, and from when on their content goes: only for those does a change elsewhere matter.
    private readonly Dictionary<string, TimeBound> _terminating = new(StringComparer.Ordinal);

    public override string Name => "namespace-controller";

    public override IReadOnlyCollection<string> Resources { get; } = [];

    private ClusterClient Client => context.ClientFor(Name);

    public override void Observe(StoreEvent change)
    {
        ObjectKey key = change.Object.Key;
        if (key.Resource == Resource)
        {
            if (change.Type == StoreEventType.Deleted)
            {
                _terminating.Remove(key.Name);
            }
            else if (change.Object.Value.IsDeleting())
            {
                _terminating.TryAdd(key.Name, new TimeBound(context.Now + context.Options.NamespaceGrace));
                Enqueue(key);
            }
        }
        else if (_terminating.ContainsKey(key.Namespace))
        {
            Enqueue(new ObjectKey(Resource, "", key.Namespace));
        }
    }

    public override void Reconcile(ObjectKey key)
    {
        if (Client.Find(key) is not { } item || !item.IsDeleting() || !item.Texts("spec", "finalizers").Contains(Finalizer))
        {
            return;
        }

        if (_terminating.TryGetValue(key.Name, out TimeBound? begin) && begin.Time > context.Now)
        {
            EnqueueAt(key, begin.Time);
            return;
        }

        List<StoredObject> left = DeleteContent(key.Name);
        JsonObject? current = Client.Find(key, item.Uid());
        if (current is null)
        {
            return;
        }

        Client.UpdateStatus(key, item.Uid(), StatusOf(current, left));
        if (left.Count == 0)
        {
            Client.Update(key, item.Uid(), RemoveFinalizer, "finalize");
        }
    }

    private List<StoredObject> DeleteContent(string ns)
    {
        List<StoredObject> left = [];
        foreach (ResourceKind kind in context.Operations.Kinds.All.Where(kind => kind is { Namespaced: true, IsStored: true }).DistinctBy(kind => kind.Resource))
        {
            foreach (StoredObject stored in context.Operations.Store.List(kind.Resource, ns).Items)
            {
                if (!stored.Value.IsDeleting())
                {
                    Client.Delete(stored.Key, stored.Value.Uid(), "Background");
                }
            }

            left.AddRange(context.Operations.Store.List(kind.Resource, ns).Items);
        }

        return left;
    }

    private JsonObject StatusOf(JsonObject item, List<StoredObject> left)
    {
        DateTimeOffset now = context.Now;
        JsonObject status = item.Map("status")?.Copy() ?? [];
        status["phase"] = "Terminating";
        string remaining = string.Join(", ", left.GroupBy(stored => stored.Key.Resource, StringComparer.Ordinal)
            .Select(group => $"{Dotted(group.Key)} has {group.Count()} resource instances"));
        string finalizers = string.Join(", ", left.SelectMany(stored => stored.Value.Texts("metadata", "finalizers"))
            .GroupBy(name => name, StringComparer.Ordinal).Select(group => $"{group.Key} in {group.Count()} resource instances"));
        void Add(string type, bool isTrue, string badReason, string bad, string goodReason, string good)
        {
            JsonObject condition = Conditions.Build(item, type, isTrue ? "True" : "False", isTrue ? badReason : goodReason, isTrue ? bad : good, now);
            condition.Remove("lastUpdateTime");
            Conditions.Replace(status, condition);
        }

        Add("NamespaceDeletionDiscoveryFailure", false, "", "", "ResourcesDiscovered", "All resources successfully discovered");
        Add("NamespaceDeletionGroupVersionParsingFailure", false, "", "", "ParsedGroupVersions", "All legacy kube types successfully parsed");
        Add("NamespaceDeletionContentFailure", false, "", "", "ContentDeleted", "All content successfully deleted, may be waiting on finalization");
        Add(
            "NamespaceContentRemaining",
            left.Count > 0,
            "SomeResourcesRemain",
            $"Some resources are remaining: {remaining}",
            "ContentRemoved",
            "All content successfully removed");
        Add(
            "NamespaceFinalizersRemaining",
            finalizers.Length > 0,
            "SomeFinalizersRemain",
            $"Some content in the namespace has finalizers remaining: {finalizers}",
            "ContentHasNoFinalizers",
            "All content-preserving finalizers finished");
        return status;
    }

    private static bool RemoveFinalizer(JsonObject item)
    {
        JsonArray finalizers = item.EnsureObject("spec").EnsureArray("finalizers");
        if (finalizers.FirstOrDefault(name => name.AsText() == Finalizer) is { } own)
        {
            finalizers.Remove(own);
        }

        if (finalizers.Count == 0)
        {
            item.EnsureObject("spec").Remove("finalizers");
        }

        return true;
    }

    private sealed record TimeBound(DateTimeOffset Time);

    // The message names resources of the core group with a trailing dot: "pods. has 3 resource instances".
    private static string Dotted(string resource) => resource.Contains('.', StringComparison.Ordinal) ? resource : resource + ".";
}
