using System.Management.Automation;

namespace PodKube.Objects.Columns;

/// <summary>What the view of a comparison shows.</summary>
public static class ComparisonColumns
{
    /// <summary>The diff, coloured for a terminal. A property, because a session in constrained language calls no method of ours.</summary>
    public static string ColoredText(PSObject instance) => instance?.BaseObject is KubeComparison comparison ? comparison.ToColoredText() : "";
}
