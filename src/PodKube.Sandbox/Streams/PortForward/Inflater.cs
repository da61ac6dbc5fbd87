namespace PodKube.Sandbox.Streams.PortForward;

/// <summary>
/// Decompresses a deflate stream (RFC 1951) that begins with a preset dictionary and goes on from message to message. The base library's
/// streams know neither.
/// </summary>
internal sealed class Inflater
{
    private const int WindowSize = 32 * 1024;
    private const int OutputLimit = 1024 * 1024;

    private static readonly int[] s_lengthBase = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
    private static readonly int[] s_lengthExtra = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
    private static readonly int[] s_distanceBase =
        [1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577];

    private static readonly int[] s_distanceExtra = [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13];
    private static readonly int[] s_codeOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
    private static readonly HuffmanTable s_fixedLiterals = new([.. Enumerable.Range(0, 288).Select(i => i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8)]);
    private static readonly HuffmanTable s_fixedDistances = new([.. Enumerable.Repeat(5, 30)]);

    private readonly List<byte> _history;
    private byte[] _input = [];
    private int _position;
    private int _bits;
    private int _bitCount;

    public Inflater(byte[] dictionary)
    {
        _history = [.. dictionary];
    }

    /// <summary>Decompresses one message, which ends with a flush.</summary>
    /// <exception cref="InvalidDataException">It is no deflate data, or too much of it.</exception>
    public byte[] Inflate(ReadOnlySpan<byte> input)
    {
        _input = input.ToArray();
        _position = 0;
        _bits = _bitCount = 0;
        int start = _history.Count;
        while (_position < _input.Length)
        {
            ReadBlock(start);
        }

        byte[] output = [.. _history.Skip(start)];
        if (_history.Count > WindowSize * 2)
        {
            _history.RemoveRange(0, _history.Count - WindowSize);
        }

        return output;
    }

    private void ReadBlock(int start)
    {
        Bits(1);
        switch (Bits(2))
        {
            case 0:
                ReadStored();
                break;
            case 1:
                ReadCompressed(s_fixedLiterals, s_fixedDistances, start);
                break;
            case 2:
                (HuffmanTable literals, HuffmanTable distances) = ReadTables();
                ReadCompressed(literals, distances, start);
                break;
            default:
                throw new InvalidDataException("unknown deflate block");
        }
    }

    private void ReadStored()
    {
        _bits = _bitCount = 0;
        int length = Bits(8) | (Bits(8) << 8);
        Bits(8);
        Bits(8);
        for (int i = 0; i < length; i++)
        {
            _history.Add((byte)Bits(8));
        }
    }

    private void ReadCompressed(HuffmanTable literals, HuffmanTable distances, int start)
    {
        while (true)
        {
            int symbol = literals.Read(this);
            if (symbol < 256)
            {
                _history.Add((byte)symbol);
            }
            else if (symbol == 256)
            {
                return;
            }
            else
            {
                Copy(LengthOf(symbol - 257), distances);
            }

            if (_history.Count - start > OutputLimit)
            {
                throw new InvalidDataException("too much compressed data");
            }
        }
    }

    private int LengthOf(int symbol) => symbol < s_lengthBase.Length
        ? s_lengthBase[symbol] + Bits(s_lengthExtra[symbol])
        : throw new InvalidDataException("unknown deflate length");

    private void Copy(int length, HuffmanTable distances)
    {
        int symbol = distances.Read(this);
        int distance = symbol < s_distanceBase.Length
            ? s_distanceBase[symbol] + Bits(s_distanceExtra[symbol])
            : throw new InvalidDataException("unknown deflate distance");
        if (distance > _history.Count)
        {
            throw new InvalidDataException("distance before the beginning");
        }

        for (int i = 0; i < length; i++)
        {
            _history.Add(_history[^distance]);
        }
    }

    private (HuffmanTable Literals, HuffmanTable Distances) ReadTables()
    {
        int literals = Bits(5) + 257;
        int distances = Bits(5) + 1;
        int codes = Bits(4) + 4;
        int[] codeLengths = new int[19];
        for (int i = 0; i < codes; i++)
        {
            codeLengths[s_codeOrder[i]] = Bits(3);
        }

        HuffmanTable table = new(codeLengths);
        List<int> lengths = [];
        while (lengths.Count < literals + distances)
        {
            int symbol = table.Read(this);
            (int value, int count) = symbol switch
            {
                16 => (lengths.Count > 0 ? lengths[^1] : throw new InvalidDataException("nothing to repeat"), 3 + Bits(2)),
                17 => (0, 3 + Bits(3)),
                18 => (0, 11 + Bits(7)),
                _ => (symbol, 1),
            };
            lengths.AddRange(Enumerable.Repeat(value, count));
        }

        return (new HuffmanTable([.. lengths.Take(literals)]), new HuffmanTable([.. lengths.Skip(literals).Take(distances)]));
    }

    internal int Bits(int count)
    {
        while (_bitCount < count)
        {
            if (_position >= _input.Length)
            {
                throw new InvalidDataException("deflate data ends too early");
            }

            _bits |= _input[_position++] << _bitCount;
            _bitCount += 8;
        }

        int value = _bits & ((1 << count) - 1);
        _bits >>= count;
        _bitCount -= count;
        return value;
    }
}
