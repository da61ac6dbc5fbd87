using System.Text.Json.Nodes;
using PodKube.Sandbox.Server;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Registry;

/// <summary>
/// The one way to read and write objects with the semantics of the API: admission, defaults, validation, field ownership, generation, finalizers,
/// dry run. HTTP handlers and controllers both use it. Safe for concurrent use.
/// </summary>
internal sealed class ResourceOperations
{
    private const int NameAttempts = 8;
    private readonly List<IAdmission> _admissions = [];

    public ResourceOperations(ObjectStore store, KindRegistry kinds, TimeProvider time)
    {
        Store = store;
        Kinds = kinds;
        Time = time;
    }

    public ObjectStore Store { get; }

    public KindRegistry Kinds { get; }

    public TimeProvider Time { get; }

    /// <summary>Registers a hook; meant for the composition root, before the first request.</summary>
    public void AddAdmission(IAdmission admission) => _admissions.Add(admission);

    public StoredObject? Find(ResourceKind kind, string ns, string name) => Store.Get(Key(kind, ns, name));

    /// <exception cref="ApiStatusException">404: there is none.</exception>
    public StoredObject Get(ResourceKind kind, string ns, string name) => Find(kind, ns, name) ?? throw ApiErrors.NotFound(kind.Resource, name);

    /// <summary>The objects of one namespace, or of all where it is null or empty.</summary>
    public ListSnapshot List(ResourceKind kind, string? ns = null) => Store.List(kind.Resource, ns);

    /// <summary>Creates an object; the given nodes belong to the operation from here on.</summary>
    /// <exception cref="ApiStatusException">Refused by admission or validation, or there is one of that name already.</exception>
    public StoredObject Create(OperationContext context, ResourceKind kind, string ns, JsonObject obj)
    {
        var prefix = obj.Metadata().GetText("generateName") ?? "";
        var generated = obj.Name().Length == 0 && prefix.Length > 0;
        for (var attempt = 1; ; attempt++)
        {
            var candidate = generated ? (JsonObject)obj.DeepClone() : obj;
            if (generated)
            {
                candidate.Metadata()["name"] = ObjectMeta.GenerateName(prefix);
            }

            try
            {
                return CreateNamed(context, kind, ns, candidate);
            }
            catch (ApiStatusException taken) when (generated && taken.Reason == "AlreadyExists" && attempt < NameAttempts)
            {
                // Another suffix may be free.
            }
        }
    }

    /// <summary>
    /// Changes an object: <paramref name="change"/> gets a copy of what is stored and returns what shall be. A change that changes nothing writes nothing.
    /// </summary>
    /// <param name="expectedResourceVersion">Set where the caller's change is based on that version; null to change whatever is there, repeated when another writer comes between.</param>
    /// <exception cref="ApiStatusException">404, 409, or refused by admission or validation.</exception>
    public StoredObject Update(
        OperationContext context,
        ResourceKind kind,
        string ns,
        string name,
        Func<JsonObject, JsonObject> change,
        string subresource = "",
        string? expectedResourceVersion = null)
    {
        while (true)
        {
            var current = Get(kind, ns, name);
            if (expectedResourceVersion is not null && current.Value.ResourceVersion() != expectedResourceVersion)
            {
                throw ApiErrors.Modified(kind.Resource, name);
            }

            try
            {
                return UpdateOnce(context, kind, current, change(current.Copy()), subresource);
            }
            catch (RevisionConflictException conflict) when (conflict.Current is null)
            {
                throw ApiErrors.NotFound(kind.Resource, name);
            }
            catch (RevisionConflictException) when (expectedResourceVersion is not null)
            {
                throw ApiErrors.Modified(kind.Resource, name);
            }
            catch (RevisionConflictException)
            {
                // Another writer came between: change what it wrote.
            }
        }
    }

    /// <summary>Deletes an object, or marks it where grace or finalizers keep it.</summary>
    /// <exception cref="ApiStatusException">404, or 409 where a precondition does not hold.</exception>
    public DeleteResult Delete(OperationContext context, ResourceKind kind, string ns, string name, DeleteOptions options)
    {
        while (true)
        {
            var current = Get(kind, ns, name);
            Admit(new AdmissionRequest
            {
                Operation = AdmissionOperation.Delete,
                Kind = kind,
                Context = context,
                Namespace = ns,
                Name = name,
                OldObject = current.Value,
            });
            try
            {
                return Deletion.Run(this, context, kind, current, options);
            }
            catch (RevisionConflictException)
            {
                // Another writer came between: decide anew on what it wrote.
            }
        }
    }

    internal static ObjectKey Key(ResourceKind kind, string ns, string name) => new(kind.Resource, kind.Namespaced ? ns : "", name);

    private StoredObject CreateNamed(OperationContext context, ResourceKind kind, string ns, JsonObject obj)
    {
        PrepareMetadata(kind, ns, obj);
        kind.Strategy.PrepareForCreate(obj);
        if (kind.Strategy.HasGeneration)
        {
            obj.Metadata()["generation"] = 1L;
        }

        kind.Strategy.SetDefaults(obj);
        var request = new AdmissionRequest
        {
            Operation = AdmissionOperation.Create,
            Kind = kind,
            Context = context,
            Namespace = ns,
            Name = obj.Name(),
            Object = obj,
        };
        Mutate(request);
        var errors = new FieldErrors();
        kind.Strategy.Validate(obj, errors);
        ThrowIfAny(kind, obj.Name(), errors);
        Validate(request);
        return Insert(context, kind, ns, obj);
    }

    private StoredObject Insert(OperationContext context, ResourceKind kind, string ns, JsonObject obj)
    {
        var key = Key(kind, ns, obj.Name());
        if (context.DryRun)
        {
            return Store.Get(key) is null ? new StoredObject(key, 0, obj) : throw ApiErrors.AlreadyExists(kind.Resource, key.Name);
        }

        try
        {
            return Store.Create(key, obj);
        }
        catch (RevisionConflictException)
        {
            throw ApiErrors.AlreadyExists(kind.Resource, key.Name);
        }
    }

    private StoredObject UpdateOnce(OperationContext context, ResourceKind kind, StoredObject current, JsonObject obj, string subresource)
    {
        var old = current.Value;
        KeepMetadata(obj, old);
        kind.Strategy.PrepareForUpdate(obj, old, subresource);
        kind.Strategy.SetDefaults(obj);
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
        Mutate(request);
        var errors = new FieldErrors();
        kind.Strategy.Validate(obj, errors);
        kind.Strategy.ValidateUpdate(obj, old, errors);
        ThrowIfAny(kind, current.Key.Name, errors);
        Validate(request);
        if (JsonNode.DeepEquals(obj, old))
        {
            return current;
        }

        if (context.DryRun)
        {
            return new StoredObject(current.Key, current.Revision, obj);
        }

        return Deletion.IsFinished(obj) ? Store.Delete(current.Key, current.Revision, obj) : Store.Update(current.Key, obj, current.Revision);
    }

    private void PrepareMetadata(ResourceKind kind, string ns, JsonObject obj)
    {
        var metadata = obj.Metadata();
        obj["apiVersion"] = kind.ApiVersion;
        obj["kind"] = kind.Kind;
        metadata.Remove("resourceVersion");
        metadata.Remove("deletionTimestamp");
        metadata.Remove("deletionGracePeriodSeconds");
        metadata.Remove("selfLink");
        metadata.Remove("namespace");
        if (kind.Namespaced)
        {
            metadata["namespace"] = ns;
        }

        metadata["uid"] = Guid.NewGuid().ToString();
        metadata["creationTimestamp"] = ObjectMeta.Time(Time.GetUtcNow());
    }

    /// <summary>Metadata that only the server sets stays as it was.</summary>
    private static void KeepMetadata(JsonObject obj, JsonObject old)
    {
        var metadata = obj.Metadata();
        var before = old.Metadata();
        foreach (var name in (ReadOnlySpan<string>)["uid", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "generation", "resourceVersion"])
        {
            metadata.Remove(name);
            if (before[name] is { } value)
            {
                metadata[name] = value.DeepClone();
            }
        }
    }

    private void Admit(AdmissionRequest request)
    {
        Mutate(request);
        Validate(request);
    }

    private void Mutate(AdmissionRequest request)
    {
        foreach (var admission in _admissions)
        {
            admission.Mutate(request);
        }
    }

    private void Validate(AdmissionRequest request)
    {
        foreach (var admission in _admissions)
        {
            admission.Validate(request);
        }
    }

    private static void ThrowIfAny(ResourceKind kind, string name, FieldErrors errors)
    {
        if (errors.Count > 0)
        {
            throw ApiErrors.Invalid(kind.Group, kind.Kind, name, errors);
        }
    }
}
