using System.Collections;

namespace PodKube.Client.Resources;

/// <summary>The top-level fields of one object, none of them built.</summary>
public readonly struct KubeFieldList : IEnumerable<KubeField>, IEquatable<KubeFieldList>
{
    private readonly ObjectText _text;
    private readonly FieldMark[] _marks;

    internal KubeFieldList(ObjectText text, FieldMark[] marks)
    {
        _text = text;
        _marks = marks;
    }

    /// <summary>Whether both are lists of the same object's fields.</summary>
    public static bool operator ==(KubeFieldList left, KubeFieldList right) => left.Equals(right);

    /// <summary>Whether they are lists of different objects' fields.</summary>
    public static bool operator !=(KubeFieldList left, KubeFieldList right) => !left.Equals(right);

    /// <summary>The enumerator that <c>foreach</c> uses.</summary>
    public Enumerator GetEnumerator() => new(_text, _marks ?? []);

    /// <inheritdoc/>
    IEnumerator<KubeField> IEnumerable<KubeField>.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(KubeFieldList other) => ReferenceEquals(_text, other._text);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is KubeFieldList other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _text is null ? 0 : _text.GetHashCode();

    /// <summary>Walks the fields of one JSON object.</summary>
    public struct Enumerator : IEnumerator<KubeField>
    {
        private readonly ObjectText _text;
        private readonly FieldMark[] _marks;
        private int _next;

        internal Enumerator(ObjectText text, FieldMark[] marks)
        {
            _text = text;
            _marks = marks;
        }

        /// <summary>The field reached.</summary>
        public KubeField Current { get; private set; }

        /// <inheritdoc/>
        readonly object IEnumerator.Current => Current;

        /// <summary>Goes to the next field.</summary>
        public bool MoveNext()
        {
            if (_next == _marks.Length)
            {
                return false;
            }

            Current = new KubeField(_marks[_next++], _text);
            return true;
        }

        /// <summary>Goes back to the start.</summary>
        public void Reset() => _next = 0;

        /// <inheritdoc/>
        public readonly void Dispose()
        {
        }
    }
}
