using System.Text;
using System.Text.Json;

namespace PodKube.Client.Yaml;

/// <summary>Writes JSON as YAML in the layout of kubectl: two spaces of indentation, list items under their key without one, no folded lines.</summary>
/// <remarks>
/// Fields keep their order. A string is quoted where a reader of YAML 1.1 or 1.2 would read something else than that string, and is a
/// literal block where it has several lines. Reading what was written gives an equal object, and writing that gives the same text.
/// </remarks>
public static class KubeYamlWriter
{
    /// <summary>Writes one JSON value as one YAML document, without a document marker.</summary>
    /// <param name="utf8Json">One JSON value in UTF-8.</param>
    /// <returns>The document, ended by a line feed.</returns>
    /// <exception cref="JsonException">The bytes are not JSON, or a string in them is not text.</exception>
    public static string Write(ReadOnlySpan<byte> utf8Json)
    {
        StringBuilder output = new(utf8Json.Length);
        new YamlEmitter(output).Write(utf8Json);
        return output.ToString();
    }

    /// <summary>Writes several JSON values as one stream, <c>---</c> between the documents.</summary>
    /// <exception cref="JsonException">The bytes of one are not JSON, or a string in them is not text.</exception>
    public static string WriteAll(IEnumerable<ReadOnlyMemory<byte>> documents)
    {
        ArgumentNullException.ThrowIfNull(documents);
        StringBuilder output = new();
        foreach (ReadOnlyMemory<byte> document in documents)
        {
            if (output.Length > 0)
            {
                output.Append("---\n");
            }

            new YamlEmitter(output).Write(document.Span);
        }

        return output.ToString();
    }
}
