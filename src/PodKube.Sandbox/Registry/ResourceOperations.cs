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
    private readonly AdmissionChain _admission = new();
    private readonly VersionedStore _versions;
    private readonly FieldOwnership _ownership;
    private readonly ObjectWriter _writer;
    private readonly CustomResourceDefinitions _definitions;

    public ResourceOperations(ObjectStore store, KindRegistry kinds, TimeProvider time)
    {
        Store = store;
        Kinds = kinds;
        Time = time;
        _versions = new VersionedStore(store);
        _ownership = new FieldOwnership(time);
        _writer = new ObjectWriter(_versions, _admission, time);
        AddAdmission(new NamespaceLifecycle(this));
        AddAdmission(new PodDefaults(this));
        AddAdmission(new SigningRequester());
        _definitions = new CustomResourceDefinitions(this);
        store.Changed += OnChange;
    }

    public ObjectStore Store { get; }

    public KindRegistry Kinds { get; }

    public TimeProvider Time { get; }

    /// <summary>Registers a hook; meant for the composition root, before the first request.</summary>
    public void AddAdmission(IAdmission admission) => _admission.Add(admission);

    public StoredObject? Find(ResourceKind kind, string ns, string name) => _versions.Find(kind, ns, name);

    /// <exception cref="ApiStatusException">404: there is none.</exception>
    public StoredObject Get(ResourceKind kind, string ns, string name) => Find(kind, ns, name) ?? throw ApiErrors.NotFound(kind.Resource, name);

    /// <summary>The objects of one namespace, or of all where it is null or empty.</summary>
    public ListSnapshot List(ResourceKind kind, string? ns = null) => _versions.List(kind, ns);

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
                    ServerMetadata.Clear(obj);
                    ServerMetadata.SetNamespace(kind, ns, obj);
                    return new ApplyResult(_writer.Create(context, kind, ns, obj), true);
                }

                ServerMetadata.Keep(obj, current.Value);
                ObjectWriter.KeepOtherParts(kind, obj, current.Value, subresource);
                return new ApplyResult(_writer.Update(context, kind, current, obj, subresource), false);
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
            var request = new AdmissionRequest
            {
                Operation = AdmissionOperation.Delete,
                Kind = kind,
                Context = context,
                Namespace = ns,
                Name = name,
                OldObject = current.Value,
            };
            _admission.Mutate(request);
            _admission.Validate(request);
            try
            {
                return Deletion.Run(_versions, Time, context, kind, current, options);
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

    private StoredObject CreateNamed(OperationContext context, ResourceKind kind, string ns, JsonObject obj)
    {
        ServerMetadata.Clear(obj);
        ServerMetadata.SetNamespace(kind, ns, obj);
        _ownership.Update(kind, ObjectCodec.Zero(kind), obj, WriterOf(context, kind, ""));
        return _writer.Create(context, kind, ns, obj);
    }

    private StoredObject UpdateOnce(OperationContext context, ResourceKind kind, StoredObject current, JsonObject changed, string subresource)
    {
        var old = current.Value;
        var obj = ObjectCodec.Decode(context, kind, changed);
        ServerMetadata.Keep(obj, old);
        ObjectWriter.KeepOtherParts(kind, obj, old, subresource);
        _ownership.Update(kind, old, obj, WriterOf(context, kind, subresource));
        return _writer.Update(context, kind, current, obj, subresource);
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
}
