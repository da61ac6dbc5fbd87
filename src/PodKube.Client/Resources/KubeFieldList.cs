using System.Collections;
using System.Text.Json;

namespace PodKube.Client.Resources;

/// <summary>The top-level fields of one object, found while they are enumerated and without building any of them.</summary>
public readonly struct KubeFieldList : IEnumerable<KubeField>, IEquatable<KubeFieldList>
{
    private readonly ReadOnlyMemory<byte> _json;
    private readonly FieldMark[]? _marks;

    /// <param name="json">The object.</param>
    /// <param name="marks">Its fields where they were noted when its bytes were read first; null has them found.</param>
    internal KubeFieldList(ReadOnlyMemory<byte> json, FieldMark[]? marks)
    {
        _json = json;
        _marks = marks;
    }

    /// <summary>Whether both lists read the same bytes.</summary>
    public static bool operator ==(KubeFieldList left, KubeFieldList right) => left.Equals(right);

    /// <summary>Whether the lists read different bytes.</summary>
    public static bool operator !=(KubeFieldList left, KubeFieldList right) => !left.Equals(right);

    /// <summary>The enumerator that <c>foreach</c> uses.</summary>
    public Enumerator GetEnumerator() => new(_json, _marks);

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
        private readonly FieldMark[]? _marks;
        private JsonReaderState _state;

        // In the marks where there are any, else in the bytes.
        private int _position;
        private bool _ended;

        internal Enumerator(ReadOnlyMemory<byte> json, FieldMark[]? marks)
        {
            _json = json;
            _marks = marks;
        }

        /// <summary>The field reached.</summary>
        public KubeField Current { get; private set; }

        /// <inheritdoc/>
        readonly object IEnumerator.Current => Current;

        /// <summary>Goes to the next field.</summary>
        /// <exception cref="JsonException">The bytes are not one JSON object.</exception>
        public bool MoveNext()
        {
            if (_marks is null)
            {
                return !_ended && Find();
            }

            if (_position == _marks.Length)
            {
                return false;
            }

            FieldMark mark = _marks[_position++];
            Current = new KubeField(mark.Name, _json.Slice(mark.Start, mark.Length));
            return true;
        }

        /// <summary>Goes back to the start.</summary>
        public void Reset()
        {
            _state = default;
            _position = 0;
            _ended = false;
        }

        /// <inheritdoc/>
        public readonly void Dispose()
        {
        }

        private bool Find()
        {
            Utf8JsonReader reader = new(_json.Span[_position..], isFinalBlock: true, _state);
            if (_position == 0 && (!reader.Read() || reader.TokenType != JsonTokenType.StartObject))
            {
                throw new JsonException("A Kubernetes object must be a JSON object.");
            }

            if (!reader.Read() || reader.TokenType == JsonTokenType.EndObject)
            {
                _ended = true;
                return false;
            }

            string name = FieldNames.Get(ref reader);
            reader.Read();
            int start = _position + (int)reader.TokenStartIndex;
            reader.Skip();
            _position += (int)reader.BytesConsumed;
            _state = reader.CurrentState;
            Current = new KubeField(name, _json[start.._position]);
            return true;
        }
    }
}
