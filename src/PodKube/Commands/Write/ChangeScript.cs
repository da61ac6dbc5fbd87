using System.Management.Automation;

namespace PodKube.Commands;

/// <summary>Runs a script block that changes an object, which it sees as <c>$_</c>.</summary>
internal static class ChangeScript
{
    /// <summary>Runs it on the calling thread, which must be the pipeline's.</summary>
    /// <returns>What went wrong; null when nothing did.</returns>
    public static ErrorRecord? Run(ScriptBlock script, PSObject item, KubeTarget target)
    {
        try
        {
            script.InvokeWithContext(null, [new PSVariable("_", item)], item);
            return null;
        }
        catch (RuntimeException e) when (e is not PipelineStoppedException)
        {
            // An object of PowerShell takes no new field by assignment, and its message does not say how it does.
            string? advice = e is SetValueException ? "A field that is not there yet is added by Add-Member, or set by -Merge." : null;
            ErrorDetails details = new($"{target} was not changed: {e.Message}") { RecommendedAction = advice };
            return new ErrorRecord(e, "ScriptFailed", e.ErrorRecord.CategoryInfo.Category, target) { ErrorDetails = details };
        }
    }
}
