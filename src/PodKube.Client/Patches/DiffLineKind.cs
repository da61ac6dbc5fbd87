namespace PodKube.Client.Patches;

/// <summary>What a line of a unified diff is.</summary>
public enum DiffLineKind
{
    /// <summary>The line is in both texts.</summary>
    Context,

    /// <summary>The line is in the first text alone.</summary>
    Removed,

    /// <summary>The line is in the second text alone.</summary>
    Added,

    /// <summary>The header of a hunk: <c>@@ -1,3 +1,4 @@</c>.</summary>
    Hunk,
}
