using PodKube.Client.Resources;

namespace PodKube.Objects;

/// <summary>
/// The value of one field: the server's bytes, and what PowerShell sees of them once someone looked. Copies of a member
/// share the box, so that a value is converted once and a change below it shows in every copy. Safe to read from several threads.
/// </summary>
internal class FieldBox
{
    private static readonly object s_unread = new();

    private object? _value;

    protected FieldBox(KubeField source, object? value)
    {
        Source = source;
        _value = value;
    }

    /// <summary>A box that nobody has looked into yet.</summary>
    protected FieldBox(KubeField source)
        : this(source, s_unread)
    {
    }

    public string Field => Source.Name;

    /// <summary>What the server sent; kept when the value is replaced, so that unchanged parts are written back as they came.</summary>
    public ReadOnlyMemory<byte> Json => Source.Value;

    public bool IsRead => !ReferenceEquals(Volatile.Read(ref _value), s_unread);

    public object? Value
    {
        get
        {
            object? value = Volatile.Read(ref _value);
            if (!ReferenceEquals(value, s_unread))
            {
                return value;
            }

            object? read = JsonValueReader.Read(Json, Field);
            object? first = Interlocked.CompareExchange(ref _value, read, s_unread);
            return ReferenceEquals(first, s_unread) ? read : first;
        }
    }

    public static FieldBox Unread(KubeField source) => new(source, s_unread);

    /// <summary>A box whose value is known without looking.</summary>
    public static FieldBox Read(KubeField source, object value) => new(source, value);

    protected KubeField Source { get; }

    public virtual FieldBox Replace(object? value) => new(Source, value);
}
