namespace PodKube.Sandbox.Schemas;

/// <summary>
/// The shape of a value: one model for decoding, defaults, pruning, strategic merge patches, field ownership and the published OpenAPI. Immutable;
/// the fields of a struct are read when they are first needed, because most kinds are never used in the life of a sandbox.
/// </summary>
internal sealed class TypeSchema
{
    private readonly Lazy<IReadOnlyList<FieldSchema>>? _fields;
    private Dictionary<string, FieldSchema>? _byName;

    public TypeSchema(SchemaType type, string goName, Func<IReadOnlyList<FieldSchema>>? fields = null)
    {
        Type = type;
        GoName = goName;
        _fields = fields is null ? null : new Lazy<IReadOnlyList<FieldSchema>>(fields);
    }

    private TypeSchema(TypeSchema other, bool atomic)
    {
        Type = other.Type;
        GoName = other.GoName;
        _fields = other._fields;
        Element = other.Element;
        List = other.List;
        Keys = other.Keys;
        Values = other.Values;
        KeepsUnknown = other.KeepsUnknown;
        Nullable = other.Nullable;
        Atomic = atomic;
    }

    /// <summary>A value about which nothing is known.</summary>
    public static TypeSchema Any { get; } = new(SchemaType.Any, "interface {}");

    public static TypeSchema String { get; } = new(SchemaType.String, "string");

    public SchemaType Type { get; }

    /// <summary>The Go type as error messages name it: "v1.Container", "[]v1.Container", "map[string]string", "int32".</summary>
    public string GoName { get; }

    /// <summary>The type's own name, without its package: what Go calls the struct of a field.</summary>
    public string ShortName => GoName[(GoName.LastIndexOf('.') + 1)..];

    /// <summary>The fields of a struct, in the order in which they are written.</summary>
    public IReadOnlyList<FieldSchema> Fields => _fields?.Value ?? [];

    /// <summary>The values of a map or the elements of a list.</summary>
    public TypeSchema? Element { get; init; }

    public ListShape List { get; init; }

    /// <summary>The key members of the elements where <see cref="List"/> is <see cref="ListShape.Map"/>.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>A struct or map that has one owner as a whole.</summary>
    public bool Atomic { get; init; }

    /// <summary>The allowed strings; empty where any is.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>Members without a schema are kept (x-kubernetes-preserve-unknown-fields).</summary>
    public bool KeepsUnknown { get; init; }

    /// <summary>null is a value of its own (custom resources with nullable: true).</summary>
    public bool Nullable { get; init; }

    public FieldSchema? Find(string name)
    {
        _byName ??= Fields.ToDictionary(field => field.Name, StringComparer.Ordinal);
        return _byName.GetValueOrDefault(name);
    }

    /// <summary>The same type, owned as a whole or in its parts.</summary>
    public TypeSchema WithAtomic(bool atomic) => atomic == Atomic ? this : new TypeSchema(this, atomic);

    public override string ToString() => GoName;
}
