using System.Text.Json;
using System.Text.Json.Nodes;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Schemas;

/// <summary>
/// Reads one schema file. Its notation, line by line: <c>package v2</c> names the Go package for error messages; <c>enum Name A B</c> a string type with its
/// values (none: any); <c>type Name [atomic]</c> a struct, followed by its fields, indented:
/// <c>name[!] type [modifiers]</c>. <c>!</c> writes the field even when it is zero. Types: string int32 int64 bool float intstr quantity time microtime duration
/// bytes any, a declared name, <c>*T</c> (zero counts as set), <c>T?</c> (left out when zero), <c>[]T</c>, <c>map[T]</c>. Modifiers: <c>@set</c> or <c>@key,key</c> (the
/// list's shape for field ownership), <c>~</c> or <c>~key</c> and <c>+retain</c> (strategic merge patch), <c>atomic</c> / <c>granular</c>, <c>=default</c>.
/// </summary>
internal sealed class SchemaReader
{
    private readonly Dictionary<string, string[]> _declarations = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TypeSchema> _types = new(StringComparer.Ordinal);
    private readonly SchemaReader? _imports;
    private readonly object _lock;
    private readonly string _package = "v1";

    public SchemaReader(TextReader text, SchemaReader? imports)
    {
        _imports = imports;
        _lock = imports?._lock ?? new object();
        var body = new List<string>();
        string? name = null;
        while (text.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            if (line[0] == ' ')
            {
                body.Add(line);
                continue;
            }

            Close(name, body);
            body = [line];
            name = line.Split(' ')[1];
            if (line.StartsWith("package ", StringComparison.Ordinal))
            {
                _package = name;
                name = null;
            }
        }

        Close(name, body);
    }

    /// <summary>The names of the declared types.</summary>
    public IEnumerable<string> Names => _declarations.Keys;

    /// <summary>A declared type, of this file or of what it imports; null where there is none.</summary>
    public TypeSchema? Find(string name)
    {
        lock (_lock)
        {
            if (_types.TryGetValue(name, out var known))
            {
                return known;
            }

            if (!_declarations.TryGetValue(name, out var lines))
            {
                return _imports?.Find(name);
            }

            var words = lines[0].Split(' ');
            var type = words[0] == "enum"
                ? new TypeSchema(SchemaType.String, _package + "." + name) { Values = words[2..] }
                : new TypeSchema(SchemaType.Struct, _package + "." + name, () => ReadFields(lines)) { Atomic = words.Contains("atomic") };
            _types[name] = type;
            return type;
        }
    }

    private void Close(string? name, List<string> lines)
    {
        if (name is not null)
        {
            _declarations[name] = [.. lines];
        }
    }

    private List<FieldSchema> ReadFields(string[] lines)
    {
        var fields = new List<FieldSchema>(lines.Length - 1);
        foreach (var line in lines.AsSpan(1))
        {
            fields.Add(ReadField(line.Split(' ', StringSplitOptions.RemoveEmptyEntries), line));
        }

        return fields;
    }

    private FieldSchema ReadField(string[] words, string line)
    {
        var name = words[0].TrimEnd('!');
        var typeName = words[1];
        var options = words.AsSpan(2);
        var omitZero = typeName.EndsWith('?');
        var type = Resolve(omitZero ? typeName[..^1] : typeName, ListOption(options));
        type = options.Contains("atomic") ? type.WithAtomic(true) : options.Contains("granular") ? Granular(type) : type;
        var patch = Option(options, '~');
        var patchKey = patch?.Split('+')[0];
        return new FieldSchema
        {
            Name = name,
            Type = type,
            AlwaysWritten = words[0].EndsWith('!'),
            Pointer = typeName[0] == '*',
            OmitZero = omitZero,
            Default = ReadDefault(line),
            PatchMerges = patch is not null,
            PatchMergeKey = string.IsNullOrEmpty(patchKey) ? null : patchKey,
            PatchRetainsKeys = patch?.EndsWith("+retain", StringComparison.Ordinal) == true || options.Contains("+retain"),
        };
    }

    private static TypeSchema Granular(TypeSchema type) => type.Type == SchemaType.List
        ? new TypeSchema(SchemaType.List, type.GoName) { Element = type.Element!.WithAtomic(false), List = type.List, Keys = type.Keys }
        : type.WithAtomic(false);

    private static string? ListOption(ReadOnlySpan<string> options) => Option(options, '@');

    private static string? Option(ReadOnlySpan<string> options, char mark)
    {
        foreach (var option in options)
        {
            if (option[0] == mark)
            {
                return option[1..];
            }
        }

        return null;
    }

    private static JsonNode? ReadDefault(string line)
    {
        var start = line.IndexOf(" =", StringComparison.Ordinal);
        if (start < 0)
        {
            return null;
        }

        var text = line[(start + 2)..];
        if (text.Length > 0 && (char.IsAsciiDigit(text[0]) || text[0] is '{' or '[' or '"' || text is "true" or "false"))
        {
            return JsonText.Parse(System.Text.Encoding.UTF8.GetBytes(text)) ?? throw new JsonException(line);
        }

        return JsonValue.Create(text);
    }

    private TypeSchema Resolve(string name, string? list)
    {
        if (name.StartsWith("[]", StringComparison.Ordinal))
        {
            var element = Resolve(name[2..], null);
            return new TypeSchema(SchemaType.List, "[]" + element.GoName)
            {
                Element = element,
                List = list is null ? ListShape.Atomic : list == "set" ? ListShape.Set : ListShape.Map,
                Keys = list is null or "set" ? [] : list.Split(','),
            };
        }

        if (name.StartsWith("map[", StringComparison.Ordinal))
        {
            var element = Resolve(name[4..^1], null);
            return new TypeSchema(SchemaType.Map, "map[string]" + element.GoName) { Element = element };
        }

        return ResolveNamed(name.TrimStart('*'));
    }

    private TypeSchema ResolveNamed(string name) => name switch
    {
        "string" => TypeSchema.String,
        "any" => TypeSchema.Any,
        "int32" => new TypeSchema(SchemaType.Int32, "int32"),
        "int64" => new TypeSchema(SchemaType.Int64, "int64"),
        "bool" => new TypeSchema(SchemaType.Bool, "bool"),
        "float" => new TypeSchema(SchemaType.Float, "float64"),
        "intstr" => new TypeSchema(SchemaType.IntOrString, "intstr.IntOrString"),
        "quantity" => new TypeSchema(SchemaType.Quantity, "resource.Quantity"),
        "time" => new TypeSchema(SchemaType.Time, "v1.Time"),
        "microtime" => new TypeSchema(SchemaType.MicroTime, "v1.MicroTime"),
        "duration" => new TypeSchema(SchemaType.Duration, "v1.Duration"),
        "bytes" => new TypeSchema(SchemaType.Bytes, "[]uint8"),
        _ => Find(name) ?? throw new InvalidOperationException($"The schema names a type {name} that is not declared."),
    };
}
