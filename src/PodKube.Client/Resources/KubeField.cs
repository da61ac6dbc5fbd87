namespace PodKube.Client.Resources;

/// <summary>One field of an object: its name, and where its value stands in the object's bytes.</summary>
public readonly struct KubeField : IEquatable<KubeField>
{
    private readonly ObjectText? _text;
    private readonly int _start;
    private readonly int _length;

    /// <summary>Makes a field of its value.</summary>
    /// <param name="name">The field's name.</param>
    /// <param name="value">The value as UTF-8 JSON. It is kept, not copied.</param>
    public KubeField(string name, ReadOnlyMemory<byte> value)
        : this(new FieldMark(name, 0, value.Length), new ObjectText(value))
    {
    }

    internal KubeField(FieldMark mark, ObjectText text)
    {
        Name = mark.Name;
        _text = text;
        _start = mark.Start;
        _length = mark.Length;
    }

    /// <summary>The field's name.</summary>
    public string Name { get; }

    /// <summary>
    /// The value as UTF-8 JSON, a slice of the object's own bytes. An object that came in a list may get them only now, out of its packed page.
    /// </summary>
    public ReadOnlyMemory<byte> Value => _text is null ? default : _text.Json.Slice(_start, _length);

    /// <summary>Whether both have the same name and the same bytes.</summary>
    public static bool operator ==(KubeField left, KubeField right) => left.Equals(right);

    /// <summary>Whether the names or the bytes differ.</summary>
    public static bool operator !=(KubeField left, KubeField right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(KubeField other) => Name == other.Name && Value.Equals(other.Value);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is KubeField other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Value);
}
