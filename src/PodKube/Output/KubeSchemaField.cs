namespace PodKube;

/// <summary>One field of a kind, as the server's own schema describes it.</summary>
public sealed class KubeSchemaField
{
    internal KubeSchemaField(string kind, string path, string name, string type, bool required, string description)
    {
        Kind = kind;
        Path = path;
        Name = name;
        Type = type;
        Required = required;
        Description = description;
    }

    /// <summary>The kind.</summary>
    public string Kind { get; }

    /// <summary>The way to the field: <c>spec.containers.image</c>.</summary>
    public string Path { get; }

    /// <summary>The field's name.</summary>
    public string Name { get; }

    /// <summary>Its type: <c>string</c>, <c>[]Container</c>, <c>map[string]string</c>.</summary>
    public string Type { get; }

    /// <summary>Whether it must be there.</summary>
    public bool Required { get; }

    /// <summary>What it means; empty where the server does not say.</summary>
    public string Description { get; }

    /// <summary>The value that the server sets where there is none, as JSON; null for none.</summary>
    public string? Default { get; internal init; }

    /// <summary>The values that it may have; empty where any will do.</summary>
    public string[] Values { get; internal init; } = [];

    /// <summary>Kind, path and type.</summary>
    public override string ToString() => $"{Kind}.{Path} <{Type}>";
}
