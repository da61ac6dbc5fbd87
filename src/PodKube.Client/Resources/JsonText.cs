using System.Text;
using System.Text.Json;

namespace PodKube.Client.Resources;

/// <summary>The few things about JSON that must be known to find where its values begin and end.</summary>
/// <remarks>
/// Not <see cref="Utf8JsonReader"/>, where a whole list goes through: its search for the end of a string is made of vector instructions
/// that code compiled ahead of time may not assume, so that a process runs it unoptimized in its first seconds, which costs more than
/// all else that a list costs. These loops run at their full speed from the start.
/// </remarks>
internal static class JsonText
{
    /// <summary>Goes to the end of a string.</summary>
    /// <param name="json">The JSON.</param>
    /// <param name="at">The byte after the opening quote, or any later one of the string.</param>
    /// <param name="isClosed">Whether the closing quote was found.</param>
    /// <returns>The byte after the closing quote; else where to go on when there are more bytes, which may be behind the last one.</returns>
    internal static int SkipString(ReadOnlySpan<byte> json, int at, out bool isClosed)
    {
        while (at < json.Length)
        {
            byte letter = json[at++];
            if (letter == '"')
            {
                isClosed = true;
                return at;
            }

            if (letter == '\\')
            {
                at++;
            }
        }

        isClosed = false;
        return at;
    }

    /// <summary>The value without the white space around it, as offsets.</summary>
    /// <exception cref="JsonException">There is no value.</exception>
    internal static (int Start, int Length) Trim(ReadOnlySpan<byte> json, int start, int end)
    {
        while (start < end && IsSpace(json[start]))
        {
            start++;
        }

        while (end > start && IsSpace(json[end - 1]))
        {
            end--;
        }

        return end > start ? (start, end - start) : throw new JsonException("A field has no value.");
    }

    internal static bool IsSpace(byte letter) => letter is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n';

    /// <summary>A name as text.</summary>
    /// <param name="name">What stands between the quotes.</param>
    internal static string Decode(ReadOnlySpan<byte> name)
    {
        if (!name.Contains((byte)'\\'))
        {
            return Encoding.UTF8.GetString(name);
        }

        Utf8JsonReader reader = new([(byte)'"', .. name, (byte)'"']);
        reader.Read();
        return reader.GetString()!;
    }
}
