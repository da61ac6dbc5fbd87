using System.Collections;

namespace PodKube.Client.Resources;

/// <summary>The top-level fields of one object, none of them built.</summary>
public readonly struct KubeFieldList : IEnumerable<KubeField>, IEquatable<KubeFieldList>
{
    private readonly ReadOnlyMemory<byte> _json;
    private readonly FieldMark[] _marks;

    internal KubeFieldList(ReadOnlyMemory<byte> json, FieldMark[] marks)
    {
        _json = json;
        _marks = marks;
    }

    /// <summary>Whether both lists read the same bytes.</summary>
    public static bool operator ==(KubeFieldList left, KubeFieldList right) => left.Equals(right);

    /// <summary>Whether the lists read different bytes.</summary>
    public static bool operator !=(KubeFieldList left, KubeFieldList right) => !left.Equals(right);

    /// <summary>The enumerator that <c>foreach</c> uses.</summary>
    public Enumerator GetEnumerator() => new(_json, _marks ?? []);

    /// <inheritdoc/>
    IEnumerator<KubeField> IEnumerable<KubeField>.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(KubeFieldList other) => _json.Equals(other._json);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is KubeFieldList other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _json.GetHashCode();

    /// <summary>Walks the fields of one JSON object.</summary>
    public struct Enumerator : IEnumerator<KubeField>
    {
        private readonly ReadOnlyMemory<byte> _json;
        private readonly FieldMark[] _marks;
        private int _next;

        internal Enumerator(ReadOnlyMemory<byte> json, FieldMark[] marks)
        {
            _json = json;
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

            FieldMark mark = _marks[_next++];
            Current = new KubeField(mark.Name, _json.Slice(mark.Start, mark.Length));
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
