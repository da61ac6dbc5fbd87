using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace PodKube.Completion;

/// <summary>Completes what can be waited for; asks nobody.</summary>
public sealed class WaitConditionCompleter : IArgumentCompleter
{
    private static readonly CompletionItem[] s_items =
    [
        new("Deleted", "The object is gone, or another one has its name"),
        new("Created", "The object is there"),
        new("Condition=Available", "Deployments, APIServices"),
        new("Condition=Ready", "Pods, nodes"),
        new("Condition=Complete", "Jobs"),
        new("Condition=Failed", "Jobs"),
        new("Condition=Progressing", "Deployments"),
        new("Condition=Established", "Custom resource definitions"),
        new("'{.status.phase}=Running'", "A value somewhere in the object, by JSONPath"),
    ];

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string prefix = (wordToComplete ?? "").Trim('\'', '"');
        return s_items.Where(i => i.Text.TrimStart('\'').StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            .Select(static i => new CompletionResult(i.Text, i.Text, CompletionResultType.ParameterValue, i.Description));
    }
}
