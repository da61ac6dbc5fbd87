using System.Management.Automation;

namespace PodKube.Objects;

/// <summary>
/// A note property that converts its JSON when it is first read. PowerShell copies members when it adds them to an object and
/// when it copies the object: <see cref="Copy"/> therefore shares the box and converts nothing. The first copy, which is made when the
/// member is added, is the member itself: one object less for each field of a list.
/// </summary>
internal sealed class LazyProperty : PSNoteProperty
{
    private FieldBox _box;
    private bool _isAdded;

    public LazyProperty(string name, FieldBox box)
        : base(name, null) => _box = box;

    public FieldBox Box => _box;

    public override object? Value
    {
        get => _box.Value;
        set => _box = _box.Replace(value);
    }

    public override bool IsSettable => true;

    public override string TypeNameOfValue => _box.IsRead ? NameType(_box.Value) : NameType(_box.Json.Span);

    public override PSMemberInfo Copy()
    {
        if (!_isAdded)
        {
            _isAdded = true;
            return this;
        }

        return new LazyProperty(Name, _box);
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
