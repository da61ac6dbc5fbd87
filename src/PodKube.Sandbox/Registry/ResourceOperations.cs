using System.Text.Json.Nodes;
using PodKube.Sandbox.Apply;
using PodKube.Sandbox.Registry.Admission;
using PodKube.Sandbox.Registry.CustomResources;
using PodKube.Sandbox.Schemas;
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

    private static readonly string[] s_serverMetadata =
        ["uid", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "generation", "resourceVersion", "selfLink"];

    private readonly List<IAdmission> _admissions = [];
    private readonly FieldOwnership _ownership;
    private readonly CustomResourceDefinitions _definitions;

    public ResourceOperations(ObjectStore store, KindRegistry kinds, TimeProvider time)
    {
        Store = store;
        Kinds = kinds;
        Time = time;
        _ownership = new FieldOwnership(time);
        AddAdmission(new NamespaceLifecycle(this));
        AddAdmission(new PodDefaults(this));
        _definitions = new CustomResourceDefinitions(this);
        store.Changed += OnChange;
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

    /// <summary>Creates an object; what is given is decoded first: unknown fields go, defaults come.</summary>
    /// <exception cref="ApiStatusException">Refused by admission or validation, or there is one of that name already.</exception>
    public StoredObject Create(OperationContext context, ResourceKind kind, string ns, JsonObject obj)
    {
        obj = ObjectCodec.Decode(context, kind, obj);
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

    /// <summary>Server-side apply: creates the object, or merges the configuration into it.</summary>
    /// <exception cref="ApiStatusException">409 where other owners hold fields that the configuration changes; otherwise as for create and update.</exception>
    public ApplyResult Apply(
        OperationContext context, ResourceKind kind, string ns, string name, JsonObject configuration, bool force, string subresource = "")
    {
        var writer = WriterOf(context, kind, subresource);
        while (true)
        {
            var current = Find(kind, ns, name);
            if (current is null && subresource.Length > 0)
            {
                throw ApiErrors.NotFound(kind.Resource, name);
            }

            try
            {
                var live = current?.Value ?? ObjectCodec.Zero(kind);
                var obj = _ownership.Apply(kind, live, configuration, writer, force, merged => ObjectCodec.Decode(context, kind, merged));
                if (current is null)
                {
                    ClearServerMetadata(obj);
                    SetNamespace(kind, ns, obj);
                    return new ApplyResult(CreateOwned(context, kind, ns, obj), true);
                }

                KeepServerMetadata(obj, current.Value);
                KeepOtherParts(kind, obj, current.Value, subresource);
                return new ApplyResult(UpdateOwned(context, kind, current, obj, subresource), false);
            }
            catch (RevisionConflictException)
            {
                // Another writer came between: apply to what it wrote.
            }
            catch (ApiStatusException taken) when (current is null && taken.Reason == "AlreadyExists")
            {
                // Somebody created it meanwhile.
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

    /// <summary>Records in a body that is only posted who set its fields, as for a stored object.</summary>
    public void RecordOwner(OperationContext context, string apiVersion, TypeSchema schema, string subresource, JsonObject body) =>
        _ownership.Update(schema, hasStatus: false, TypedDecoder.Zero(schema), body, new Writer(ManagerOf(context), apiVersion, subresource));

    internal static ObjectKey Key(ResourceKind kind, string ns, string name) => new(kind.Resource, kind.Namespaced ? ns : "", name);

    private StoredObject CreateNamed(OperationContext context, ResourceKind kind, string ns, JsonObject obj)
    {
        ClearServerMetadata(obj);
        SetNamespace(kind, ns, obj);
        _ownership.Update(kind, ObjectCodec.Zero(kind), obj, WriterOf(context, kind, ""));
        return CreateOwned(context, kind, ns, obj);
    }

    /// <summary>The steps of a creation after field ownership is settled.</summary>
    private StoredObject CreateOwned(OperationContext context, ResourceKind kind, string ns, JsonObject obj)
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
        Mutate(request);
        SetServerMetadata(kind, obj);
        if (kind.HasStatus)
        {
            ObjectCodec.ResetStatus(kind, obj);
        }

        kind.Strategy.PrepareForCreate(obj);
        var errors = new FieldErrors();
        MetadataRules.Validate(kind, obj, errors);
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

    private StoredObject UpdateOnce(OperationContext context, ResourceKind kind, StoredObject current, JsonObject changed, string subresource)
    {
        var old = current.Value;
        var obj = ObjectCodec.Decode(context, kind, changed);
        KeepServerMetadata(obj, old);
        KeepOtherParts(kind, obj, old, subresource);
        _ownership.Update(kind, old, obj, WriterOf(context, kind, subresource));
        return UpdateOwned(context, kind, current, obj, subresource);
    }

    /// <summary>The steps of a change after field ownership is settled.</summary>
    private StoredObject UpdateOwned(OperationContext context, ResourceKind kind, StoredObject current, JsonObject obj, string subresource)
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
        Mutate(request);
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
        Validate(request);
        return Replace(context, current, obj);
    }

    private StoredObject Replace(OperationContext context, StoredObject current, JsonObject obj)
    {
        if (SameButForTimes(obj, current.Value))
        {
            return current;
        }

        if (context.DryRun)
        {
            return new StoredObject(current.Key, current.Revision, obj);
        }

        return Deletion.IsFinished(obj) ? Store.Delete(current.Key, current.Revision, obj) : Store.Update(current.Key, obj, current.Revision);
    }

    private static Writer WriterOf(OperationContext context, ResourceKind kind, string subresource) =>
        new(ManagerOf(context), kind.ApiVersion, subresource);

    private static string ManagerOf(OperationContext context) => context.FieldManager.Length == 0 ? Writer.Unknown : context.FieldManager;

    private void OnChange(StoreEvent change)
    {
        if (change.Object.Key.Resource == CustomResourceDefinitions.Resource)
        {
            _definitions.OnChange(change);
        }
        else if (change.Type == StoreEventType.Deleted && Kinds.FindResource(change.Object.Key.Resource) is { IsCustom: true })
        {
            _definitions.OnInstanceDeleted(change.Object.Key.Resource);
        }
    }

    private static void SetNamespace(ResourceKind kind, string ns, JsonObject obj)
    {
        var metadata = obj.Metadata();
        var given = metadata.GetText("namespace") ?? "";
        if (kind.Namespaced && given.Length > 0 && given != ns)
        {
            throw ApiErrors.BadRequest("the namespace of the provided object does not match the namespace sent on the request");
        }

        if (kind.Namespaced)
        {
            metadata["namespace"] = ns;
        }
        else
        {
            metadata.Remove("namespace");
        }
    }

    private static void ClearServerMetadata(JsonObject obj)
    {
        var metadata = obj.Metadata();
        foreach (var name in s_serverMetadata)
        {
            metadata.Remove(name);
        }
    }

    private void SetServerMetadata(ResourceKind kind, JsonObject obj)
    {
        var metadata = obj.Metadata();
        metadata["uid"] = Guid.NewGuid().ToString();
        metadata["creationTimestamp"] = ObjectMeta.Time(Time.GetUtcNow());
        if (kind.HasGeneration)
        {
            metadata["generation"] = 1L;
        }
    }

    /// <summary>Metadata that only the server sets stays as it was.</summary>
    private static void KeepServerMetadata(JsonObject obj, JsonObject old)
    {
        var metadata = obj.Metadata();
        var before = old.Metadata();
        foreach (var name in s_serverMetadata)
        {
            metadata.Remove(name);
            if (before[name] is { } value)
            {
                metadata[name] = value.DeepClone();
            }
        }

        foreach (var name in (ReadOnlySpan<string>)["name", "namespace"])
        {
            if (metadata[name] is null && before[name] is { } value)
            {
                metadata[name] = value.DeepClone();
            }
        }
    }

    /// <summary>A write of the object leaves its status, a write of the status leaves everything else; a binding sets the node and the condition at once.</summary>
    private static void KeepOtherParts(ResourceKind kind, JsonObject obj, JsonObject old, string subresource)
    {
        if (subresource == "status")
        {
            foreach (var name in obj.Select(member => member.Key).Union(old.Select(member => member.Key)).ToList())
            {
                if (name is not ("status" or "metadata" or "apiVersion" or "kind"))
                {
                    Keep(obj, old, name);
                }
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

    private static bool SpecChanged(JsonObject obj, JsonObject old)
    {
        foreach (var name in obj.Select(member => member.Key).Union(old.Select(member => member.Key)))
        {
            if (name is not ("status" or "metadata" or "apiVersion" or "kind") && !JsonEquality.Same(obj[name], old[name]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A write that only moves times in managedFields changes nothing.</summary>
    private static bool SameButForTimes(JsonObject obj, JsonObject old)
    {
        var entries = obj.Metadata().GetArray("managedFields");
        var before = old.Metadata().GetArray("managedFields");
        if (entries is null || before is null || entries.Count != before.Count)
        {
            return JsonEquality.Same(obj, old);
        }

        var left = (JsonObject)obj.DeepClone();
        var right = (JsonObject)old.DeepClone();
        foreach (var entry in left.Metadata().GetArray("managedFields").Objects().Concat(right.Metadata().GetArray("managedFields").Objects()))
        {
            entry.Remove("time");
        }

        return JsonEquality.Same(left, right);
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
