using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace PodKube.Completion;

/// <summary>Completes the verbs of RBAC; asks nobody.</summary>
public sealed class VerbCompleter : IArgumentCompleter
{
    private static readonly string[] s_verbs =
    [
        "get", "list", "watch", "create", "update", "patch", "delete", "deletecollection", "impersonate", "bind", "escalate", "*",
    ];

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        s_verbs.Where(v => v.StartsWith((wordToComplete ?? "").Trim('\'', '"'), StringComparison.OrdinalIgnoreCase))
            .Select(static v => new CompletionResult(v, v, CompletionResultType.ParameterValue, v));
}
