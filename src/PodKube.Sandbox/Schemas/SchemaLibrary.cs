using System.Collections.Concurrent;

namespace PodKube.Sandbox.Schemas;

/// <summary>The schemas of the built-in kinds, from the embedded files, each read when it is first needed.</summary>
internal sealed class SchemaLibrary
{
    private readonly ConcurrentDictionary<string, SchemaReader?> _files = new(StringComparer.Ordinal);
    private readonly Lazy<SchemaReader> _meta = new(() => Open("meta", null) ?? throw new InvalidOperationException("meta.txt is not embedded."));
    private readonly Lazy<SchemaReader> _core;
    private readonly Lazy<TypeSchema> _untyped;

    public SchemaLibrary()
    {
        _untyped = new Lazy<TypeSchema>(() => new TypeSchema(SchemaType.Struct, "unstructured.Unstructured", UntypedFields) { KeepsUnknown = true });
        _core = new Lazy<SchemaReader>(() => Open("core", _meta.Value) ?? throw new InvalidOperationException("core.txt is not embedded."));
    }

    /// <summary>The one library of the process: schemas are immutable.</summary>
    public static SchemaLibrary Shared { get; } = new();

    /// <summary>metadata.</summary>
    public TypeSchema ObjectMeta => _meta.Value.Find("ObjectMeta")!;

    /// <summary>The schema of kinds about which nothing but metadata is known: everything else is kept as it is.</summary>
    public TypeSchema Untyped => _untyped.Value;

    /// <summary>A type of the shared or the core file by its name, such as "DeleteOptions" or "PodTemplateSpec".</summary>
    public TypeSchema Common(string name) =>
        _core.Value.Find(name) ?? throw new InvalidOperationException($"There is no schema named {name}.");

    /// <summary>The schema of a built-in type; null where there is none.</summary>
    public TypeSchema? Find(string group, string version, string name) => FileOf(group, version)?.Find(name);

    private List<FieldSchema> UntypedFields() =>
    [
        new() { Name = "kind", Type = TypeSchema.String },
        new() { Name = "apiVersion", Type = TypeSchema.String },
        new() { Name = "metadata", Type = ObjectMeta },
    ];

    private SchemaReader? FileOf(string group, string version) => group.Length == 0
        ? _core.Value
        : _files.GetOrAdd(group + "-" + version, name => Open(name, _core.Value));

    private static SchemaReader? Open(string name, SchemaReader? imports)
    {
        using var stream = typeof(SchemaLibrary).Assembly.GetManifestResourceStream(name + ".txt");
        if (stream is null)
        {
            return null;
        }

        using var reader = new StreamReader(stream);
        return new SchemaReader(reader, imports);
    }
}
