using PodKube.Client.Yaml;

namespace PodKube.Client.Patches;

/// <summary>Compares two texts line by line, in the form of <c>diff -u</c>.</summary>
public static class UnifiedDiff
{
    /// <summary>How many common lines stand around a change.</summary>
    public const int ContextLines = 3;

    /// <summary>Compares two objects as the YAML that they are written in.</summary>
    /// <param name="before">The first object as JSON; empty when there is none yet.</param>
    /// <param name="after">The second object as JSON; empty when there is none any more.</param>
    /// <returns>The lines of the diff without file headers; none when the texts are the same.</returns>
    public static IReadOnlyList<DiffLine> CompareYaml(ReadOnlySpan<byte> before, ReadOnlySpan<byte> after) =>
        Compare(before.IsEmpty ? "" : KubeYamlWriter.Write(before), after.IsEmpty ? "" : KubeYamlWriter.Write(after));

    /// <summary>Compares two texts.</summary>
    /// <returns>The lines of the diff without file headers; none when the texts are the same.</returns>
    public static IReadOnlyList<DiffLine> Compare(string before, string after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        List<DiffLine> script = LineDiff.Compare(Lines(before), Lines(after));
        List<DiffLine> result = [];
        int position = 0;
        int left = 1;
        int right = 1;
        foreach ((int start, int end) in Hunks(script))
        {
            for (; position < start; position++)
            {
                left++;
                right++;
            }

            int lefts = script.GetRange(start, end - start).Count(line => line.Kind != DiffLineKind.Added);
            int rights = script.GetRange(start, end - start).Count(line => line.Kind != DiffLineKind.Removed);
            result.Add(new DiffLine(DiffLineKind.Hunk, $"@@ -{Range(left, lefts)} +{Range(right, rights)} @@"));
            result.AddRange(script.GetRange(start, end - start));
            left += lefts;
            right += rights;
            position = end;
        }

        return result;
    }

    // Changes closer than twice the context share a hunk.
    private static List<(int Start, int End)> Hunks(List<DiffLine> script)
    {
        List<(int Start, int End)> hunks = [];
        for (int i = 0; i < script.Count; i++)
        {
            if (script[i].Kind == DiffLineKind.Context)
            {
                continue;
            }

            int start = Math.Max(0, i - ContextLines);
            int end = Math.Min(script.Count, i + ContextLines + 1);
            if (hunks.Count > 0 && start <= hunks[^1].End)
            {
                hunks[^1] = (hunks[^1].Start, end);
            }
            else
            {
                hunks.Add((start, end));
            }
        }

        return hunks;
    }

    // An empty range is told by the line before it: https://www.gnu.org/software/diffutils/manual/html_node/Detailed-Unified.html
    private static string Range(int start, int count) =>
        count switch
        {
            0 => $"{start - 1},0",
            1 => $"{start}",
            _ => $"{start},{count}",
        };

    private static string[] Lines(string text)
    {
        string[] lines = text.ReplaceLineEndings("\n").Split('\n');
        return lines[^1].Length == 0 ? lines[..^1] : lines;
    }
}
