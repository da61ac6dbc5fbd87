using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace PodKube.Client.Resources;

/// <summary>Where brackets stand in 64 bytes of JSON, a bit for each byte, the first one lowest. Those inside of strings do not count.</summary>
/// <remarks>
/// The idea is simdjson's (Langdale and Lemire, "Parsing Gigabytes of JSON per Second", https://arxiv.org/abs/1902.08318). Vectors of 128
/// bits, which code compiled ahead of time may assume: wider ones would not be compiled before a process has run for a while.
/// </remarks>
internal readonly ref struct JsonBlock
{
    internal const int Size = 64;

    // '[' and ']' lack this bit of '{' and '}', and are alike otherwise.
    private const byte CurlyBit = 0x20;

    private JsonBlock(ulong opening, ulong closing)
    {
        Opening = opening;
        Closing = closing;
    }

    /// <summary>Brackets of both kinds that open.</summary>
    internal ulong Opening { get; }

    /// <summary>Brackets of both kinds that close.</summary>
    internal ulong Closing { get; }

    /// <summary>Looks at the first 64 bytes.</summary>
    /// <param name="json">64 bytes at least.</param>
    /// <param name="inString">Whether they begin within a string; then, whether they end within one.</param>
    /// <param name="isEscaped">Whether a backslash stands before them; then, whether their last byte is one that counts for the next.</param>
    internal static JsonBlock Read(ReadOnlySpan<byte> json, ref bool inString, ref bool isEscaped)
    {
        ref byte first = ref MemoryMarshal.GetReference(json[..Size]);
        ulong quotes = 0;
        ulong backslashes = 0;
        ulong opening = 0;
        ulong closing = 0;
        for (int at = 0; at < Size; at += Vector128<byte>.Count)
        {
            Vector128<byte> bytes = Vector128.LoadUnsafe(ref first, (nuint)at);
            Vector128<byte> curly = bytes | Vector128.Create(CurlyBit);
            quotes |= Find(bytes, (byte)'"') << at;
            backslashes |= Find(bytes, (byte)'\\') << at;
            opening |= Find(curly, (byte)'{') << at;
            closing |= Find(curly, (byte)'}') << at;
        }

        ulong strings = Strings(quotes & ~Escaped(backslashes, ref isEscaped), inString);
        inString = strings >> (Size - 1) != 0;
        return new JsonBlock(opening & ~strings, closing & ~strings);
    }

    private static ulong Find(Vector128<byte> bytes, byte wanted) => Vector128.Equals(bytes, Vector128.Create(wanted)).ExtractMostSignificantBits();

    /// <summary>The bytes behind a backslash that is not behind one itself.</summary>
    private static ulong Escaped(ulong backslashes, ref bool isEscaped)
    {
        ulong escaped = isEscaped ? 1UL : 0;
        isEscaped = false;
        for (ulong rest = backslashes & ~escaped; rest != 0; rest &= rest - 1)
        {
            int at = BitOperations.TrailingZeroCount(rest);
            if ((escaped >> at & 1) != 0)
            {
                continue;
            }

            isEscaped = at == Size - 1;
            escaped |= 2UL << at;
        }

        return escaped;
    }

    /// <summary>The bytes of strings, opening quotes included and closing ones not: a bit is the parity of the quotes up to it.</summary>
    private static ulong Strings(ulong quotes, bool inString)
    {
        ulong parity = quotes;
        for (int distance = 1; distance < Size; distance *= 2)
        {
            parity ^= parity << distance;
        }

        return inString ? ~parity : parity;
    }
}
