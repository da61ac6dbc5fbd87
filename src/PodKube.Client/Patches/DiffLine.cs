namespace PodKube.Client.Patches;

/// <summary>One line of a unified diff.</summary>
/// <param name="Kind">What the line is.</param>
/// <param name="Text">The line as it stands in the text; for a hunk its header.</param>
public sealed record DiffLine(DiffLineKind Kind, string Text)
{
    /// <summary>The line with the mark that <c>diff -u</c> gives it.</summary>
    public override string ToString() =>
        Kind switch
        {
            DiffLineKind.Added => "+" + Text,
            DiffLineKind.Removed => "-" + Text,
            DiffLineKind.Context => " " + Text,
            _ => Text,
        };
}
