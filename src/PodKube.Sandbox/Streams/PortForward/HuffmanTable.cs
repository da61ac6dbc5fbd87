namespace PodKube.Sandbox.Streams.PortForward;

/// <summary>A canonical Huffman code (RFC 1951, section 3.2.2), read bit by bit: header blocks are small.</summary>
internal sealed class HuffmanTable
{
    private const int LongestCode = 15;

    private readonly int[] _counts = new int[LongestCode + 1];
    private readonly int[] _symbols;

    public HuffmanTable(int[] lengths)
    {
        _symbols = [.. Enumerable.Range(0, lengths.Length).Where(symbol => lengths[symbol] > 0).OrderBy(symbol => lengths[symbol]).ThenBy(symbol => symbol)];
        foreach (int length in lengths)
        {
            _counts[length]++;
        }

        _counts[0] = 0;
    }

    /// <exception cref="InvalidDataException">The bits are no code of this table.</exception>
    public int Read(Inflater input)
    {
        int code = 0;
        int first = 0;
        int index = 0;
        for (int length = 1; length <= LongestCode; length++)
        {
            code |= input.Bits(1);
            int count = _counts[length];
            if (code - count < first)
            {
                return _symbols[index + code - first];
            }

            index += count;
            first = (first + count) << 1;
            code <<= 1;
        }

        throw new InvalidDataException("unknown Huffman code");
    }
}
