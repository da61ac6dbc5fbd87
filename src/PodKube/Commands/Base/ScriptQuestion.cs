using System.Management.Automation;

namespace PodKube.Commands;

/// <summary>A script block that is asked about one value after the other, which it sees as <c>$_</c>.</summary>
internal static class ScriptQuestion
{
    /// <summary>Runs the script on the calling thread, which must be the pipeline's.</summary>
    public static bool IsTrue(ScriptBlock script, object? value) =>
        LanguagePrimitives.IsTrue(script.InvokeWithContext(null, [new PSVariable("_", value)]));
}
