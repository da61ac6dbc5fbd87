using System.Text.Json.Nodes;
using PodKube.Sandbox.Apply;
using PodKube.Sandbox.Server;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Registry;

/// <summary>The steps of a write once its field ownership is settled: admission, the kind's own rules, validation, the store.</summary>
internal sealed class ObjectWriter(VersionedStore store, AdmissionChain admission, TimeProvider time)
{
    public StoredObject Create(OperationContext context, ResourceKind kind, string ns, JsonObject obj)
    {
        var request = new AdmissionRequest
        {
            Operation = AdmissionOperation.Create,
            Kind = kind,
            Context = context,
            Namespace = ns,
            Name = obj.Name(),
            Object = obj,
        };
        admission.Mutate(request);
        ServerMetadata.Set(kind, obj, time.GetUtcNow());
        if (kind.HasStatus)
        {
            ObjectCodec.ResetStatus(kind, obj);
        }

        kind.Strategy.PrepareForCreate(obj);
        var errors = new FieldErrors();
        MetadataRules.Validate(kind, obj, errors);
        kind.Strategy.Validate(obj, errors);
        ThrowIfAny(kind, obj.Name(), errors);
        admission.Validate(request);
        if (!context.DryRun)
        {
            ServerMetadata.Order(obj);
        }

        return store.Insert(context, kind, ns, obj);
    }

    /// <exception cref="RevisionConflictException">Another writer came between.</exception>
    public StoredObject Update(OperationContext context, ResourceKind kind, StoredObject current, JsonObject obj, string subresource)
    {
        var old = current.Value;
        var request = new AdmissionRequest
        {
            Operation = AdmissionOperation.Update,
            Kind = kind,
            Context = context,
            Namespace = current.Key.Namespace,
            Name = current.Key.Name,
            Subresource = subresource,
            Object = obj,
            OldObject = old,
        };
        admission.Mutate(request);
        kind.Strategy.PrepareForUpdate(obj, old, subresource);
        if (kind.HasGeneration && SpecChanged(obj, old))
        {
            obj.Metadata()["generation"] = (old.Metadata().GetLong("generation") ?? 0) + 1;
        }

        var errors = new FieldErrors();
        MetadataRules.Validate(kind, obj, errors);
        MetadataRules.ValidateUpdate(obj, old, errors);
        kind.Strategy.Validate(obj, errors);
        kind.Strategy.ValidateUpdate(obj, old, errors);
        ThrowIfAny(kind, current.Key.Name, errors);
        admission.Validate(request);
        ServerMetadata.Order(obj);
        return store.Replace(context, kind, current, obj);
    }

    /// <summary>A write of the object leaves its status, a write of the status leaves everything else; a binding sets the node and the condition at once.</summary>
    public static void KeepOtherParts(ResourceKind kind, JsonObject obj, JsonObject old, string subresource)
    {
        // The approval of a certificate signing request is a condition in its status.
        if (subresource is "status" or "approval")
        {
            foreach (var name in SpecMembers(obj, old))
            {
                Keep(obj, old, name);
            }

            Keep(obj.Metadata(), old.Metadata(), "labels");
        }
        else if (kind.HasStatus && subresource != "binding")
        {
            Keep(obj, old, "status");
        }
    }

    private static void Keep(JsonObject obj, JsonObject old, string name)
    {
        obj.Remove(name);
        if (old.TryGetPropertyValue(name, out var value))
        {
            obj[name] = value?.DeepClone();
        }
    }

    private static bool SpecChanged(JsonObject obj, JsonObject old) =>
        SpecMembers(obj, old).Exists(name => !JsonEquality.Same(obj[name], old[name]));

    private static List<string> SpecMembers(JsonObject obj, JsonObject old) =>
        [.. obj.Select(member => member.Key).Union(old.Select(member => member.Key)).Where(name => name is not ("status" or "metadata" or "apiVersion" or "kind"))];

    private static void ThrowIfAny(ResourceKind kind, string name, FieldErrors errors)
    {
        if (errors.Count > 0)
        {
            throw ApiErrors.Invalid(kind.Group, kind.Kind, name, errors);
        }
    }
}
