using System.Text.Json.Nodes;
using PodKube.Sandbox.Server;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Registry.CustomResources;

/// <summary>Follows the CustomResourceDefinitions: accepts their names, serves their kinds, and takes both away with the definition.</summary>
internal sealed class CustomResourceDefinitions(ResourceOperations operations)
{
    public const string Resource = "customresourcedefinitions.apiextensions.k8s.io";
    public const string CleanupFinalizer = "customresourcecleanup.apiextensions.k8s.io";

    private static readonly OperationContext s_context = OperationContext.ForController("kube-apiserver");

    /// <summary>Called after each write to a definition.</summary>
    public void OnChange(StoreEvent change)
    {
        var definition = change.Object.Value;
        if (change.Type == StoreEventType.Deleted)
        {
            operations.Kinds.Remove(change.Object.Key.Name);
            return;
        }

        if (definition.IsDeleting())
        {
            CleanUp(definition);
            return;
        }

        if (change.Previous is null || !Apply.JsonEquality.Same(definition["spec"], change.Previous.Value["spec"]))
        {
            Serve(definition);
            Accept(definition);
        }
    }

    private void Serve(JsonObject definition)
    {
        operations.Kinds.Remove(definition.Name());
        operations.Kinds.Add(CustomKindFactory.Create(definition));
    }

    private void Accept(JsonObject definition)
    {
        var kind = operations.Kinds.Require(Resource);
        operations.Update(s_context, kind, "", definition.Name(), current =>
        {
            var status = current.EnsureObject("status");
            status["acceptedNames"] = current.GetObject("spec")!["names"]!.DeepClone();
            SetCondition(status, "NamesAccepted", "NoConflicts", "no conflicts found");
            SetCondition(status, "Established", "InitialNamesAccepted", "the initial names have been accepted");
            return current;
        }, "status");
    }

    /// <summary>Adds a condition that holds; one that is there already keeps its time.</summary>
    public void SetCondition(JsonObject status, string type, string reason, string message) =>
        SetCondition(status, type, reason, message, operations.Time);

    public static void SetCondition(JsonObject status, string type, string reason, string message, TimeProvider time)
    {
        var conditions = status.EnsureArray("conditions");
        if (conditions.Objects().Any(condition => condition.GetText("type") == type && condition.GetText("status") == "True"))
        {
            return;
        }

        conditions.Add((JsonNode)new JsonObject
        {
            ["type"] = type,
            ["status"] = "True",
            ["lastTransitionTime"] = ObjectMeta.Time(time.GetUtcNow()),
            ["reason"] = reason,
            ["message"] = message,
        });
    }

    private void CleanUp(JsonObject definition)
    {
        var finalizers = definition.Metadata().GetArray("finalizers").Texts();
        if (!finalizers.Contains(CleanupFinalizer))
        {
            return;
        }

        if (operations.Kinds.FindResource(definition.Name()) is { } custom)
        {
            DeleteInstances(custom);
            if (operations.Store.Count(custom.Resource) > 0)
            {
                // Finalizers of instances hold the definition back; the last of them to go comes here again.
                return;
            }
        }

        ReleaseDefinition(definition.Name());
    }

    /// <summary>Called after an instance went: a definition that waited for it can go too.</summary>
    public void OnInstanceDeleted(string resource)
    {
        if (operations.Store.Get(new ObjectKey(Resource, "", resource)) is { } stored && stored.Value.IsDeleting() && operations.Store.Count(resource) == 0)
        {
            ReleaseDefinition(resource);
        }
    }

    private void DeleteInstances(ResourceKind custom)
    {
        foreach (var instance in operations.List(custom).Items)
        {
            try
            {
                operations.Delete(s_context, custom, instance.Key.Namespace, instance.Key.Name, new DeleteOptions());
            }
            catch (ApiStatusException gone) when (gone.Code == 404)
            {
                // Somebody else deleted it first.
            }
        }
    }

    private void ReleaseDefinition(string name)
    {
        var kind = operations.Kinds.Require(Resource);
        if (operations.Find(kind, "", name) is null)
        {
            return;
        }

        operations.Update(s_context, kind, "", name, current =>
        {
            var metadata = current.Metadata();
            var rest = metadata.GetArray("finalizers").Texts().Where(finalizer => finalizer != CleanupFinalizer).ToList();
            metadata["finalizers"] = new JsonArray([.. rest.Select(finalizer => (JsonNode)finalizer)]);
            return current;
        });
    }
}
