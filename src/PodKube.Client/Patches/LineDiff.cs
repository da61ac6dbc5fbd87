namespace PodKube.Client.Patches;

/// <summary>Finds a shortest way from one list of lines to another.</summary>
/// <remarks>Eugene W. Myers, An O(ND) Difference Algorithm and Its Variations, 1986.</remarks>
internal static class LineDiff
{
    // Beyond this many changes the shortest way is not worth its memory: everything between the common ends is replaced.
    private const int MaxChanges = 2000;

    public static List<DiffLine> Compare(string[] before, string[] after)
    {
        int prefix = CommonPrefix(before, after);
        int suffix = CommonSuffix(before.AsSpan(prefix), after.AsSpan(prefix));
        string[] left = before[prefix..^suffix];
        string[] right = after[prefix..^suffix];
        List<DiffLine> script = [.. before[..prefix].Select(Context)];
        script.AddRange(Trace(left, right) is { } trace ? Walk(left, right, trace) : Replace(left, right));
        script.AddRange(before[^suffix..].Select(Context));
        return script;
    }

    private static int CommonPrefix(ReadOnlySpan<string> left, ReadOnlySpan<string> right)
    {
        int length = 0;
        while (length < left.Length && length < right.Length && left[length] == right[length])
        {
            length++;
        }

        return length;
    }

    private static int CommonSuffix(ReadOnlySpan<string> left, ReadOnlySpan<string> right)
    {
        int length = 0;
        while (length < left.Length && length < right.Length && left[^(length + 1)] == right[^(length + 1)])
        {
            length++;
        }

        return length;
    }

    // For each number of changes, how far each diagonal gets: trace[d][k + d] is the furthest left position on diagonal k.
    private static List<int[]>? Trace(string[] left, string[] right)
    {
        List<int[]> trace = [];
        for (int changes = 0; changes <= Math.Min(left.Length + right.Length, MaxChanges); changes++)
        {
            int[] reach = new int[(2 * changes) + 1];
            for (int diagonal = -changes; diagonal <= changes; diagonal += 2)
            {
                int x = changes == 0 ? 0 : Step(trace[changes - 1], changes, diagonal);
                int y = x - diagonal;
                while (x < left.Length && y < right.Length && left[x] == right[y])
                {
                    x++;
                    y++;
                }

                reach[diagonal + changes] = x;
                if (diagonal == left.Length - right.Length && x >= left.Length)
                {
                    trace.Add(reach);
                    return trace;
                }
            }

            trace.Add(reach);
        }

        return null;
    }

    private static int Step(int[] previous, int changes, int diagonal) =>
        IsAddition(previous, changes, diagonal) ? previous[diagonal + changes] : previous[diagonal + changes - 2] + 1;

    // Whether the best way onto the diagonal comes from the one above it, which adds a line, rather than from below, which removes one.
    private static bool IsAddition(int[] previous, int changes, int diagonal) =>
        diagonal == -changes || (diagonal != changes && previous[diagonal + changes - 2] < previous[diagonal + changes]);

    private static List<DiffLine> Walk(string[] left, string[] right, List<int[]> trace)
    {
        List<DiffLine> reversed = [];
        int x = left.Length;
        int y = right.Length;
        for (int changes = trace.Count - 1; changes > 0; changes--)
        {
            int diagonal = x - y;
            int[] previous = trace[changes - 1];
            bool addition = IsAddition(previous, changes, diagonal);
            int start = Step(previous, changes, diagonal);
            for (; x > start; x--, y--)
            {
                reversed.Add(Context(left[x - 1]));
            }

            reversed.Add(addition ? new DiffLine(DiffLineKind.Added, right[--y]) : new DiffLine(DiffLineKind.Removed, left[--x]));
        }

        for (; x > 0; x--)
        {
            reversed.Add(Context(left[x - 1]));
        }

        reversed.Reverse();
        return reversed;
    }

    private static IEnumerable<DiffLine> Replace(string[] left, string[] right) =>
        left.Select(line => new DiffLine(DiffLineKind.Removed, line)).Concat(right.Select(line => new DiffLine(DiffLineKind.Added, line)));

    private static DiffLine Context(string line) => new(DiffLineKind.Context, line);
}
