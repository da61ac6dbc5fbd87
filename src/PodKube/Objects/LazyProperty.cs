using System.Management.Automation;
using PodKube.Client.Resources;

namespace PodKube.Objects;

/// <summary>
/// A note property that converts its JSON when it is first read. PowerShell copies members when it adds them to an object and
/// when it copies the object: <see cref="Copy"/> therefore shares the box and converts nothing. The first copy, which is made when the
/// member is added, is the member itself: one object less for each field of a list.
/// </summary>
internal sealed class LazyProperty : PSNoteProperty
{
    private readonly KubeField _source;

    // Made when somebody looks: most fields of a long list nobody ever looks at.
    private FieldBox? _box;
    private bool _isAdded;

    /// <summary>A field that nobody has looked at yet.</summary>
    public LazyProperty(KubeField source)
        : base(source.Name, null) => _source = source;

    public LazyProperty(FieldBox box)
        : base(box.Field, null) => _box = box;

    public FieldBox Box
    {
        get
        {
            if (Volatile.Read(ref _box) is { } box)
            {
                return box;
            }

            FieldBox made = FieldBox.Unread(_source);
            return Interlocked.CompareExchange(ref _box, made, null) ?? made;
        }
    }

    public override object? Value
    {
        get => Box.Value;
        set => _box = Box.Replace(value);
    }

    public override bool IsSettable => true;

    public override string TypeNameOfValue => Box.IsRead ? NameType(Box.Value) : NameType(Box.Json.Span);

    public override PSMemberInfo Copy()
    {
        if (!_isAdded)
        {
            _isAdded = true;
            return this;
        }

        return new LazyProperty(Box);
    }

    public override string ToString() => $"{TypeNameOfValue} {Name}={LanguagePrimitives.ConvertTo<string>(Value)}";

    private static string NameType(object? value) => value switch
    {
        null => "System.Object",
        PSObject wrapped => wrapped.TypeNames[0],
        _ => value.GetType().FullName!,
    };

    private static string NameType(ReadOnlySpan<byte> json) => json[0] switch
    {
        (byte)'{' => typeof(PSCustomObject).FullName!,
        (byte)'[' => typeof(object[]).FullName!,
        (byte)'"' => typeof(string).FullName!,
        (byte)'t' or (byte)'f' => typeof(bool).FullName!,
        (byte)'n' => typeof(object).FullName!,
        _ => typeof(long).FullName!,
    };
}
