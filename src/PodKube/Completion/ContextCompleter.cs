using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using PodKube.Client.Config;
using PodKube.Client.Errors;

namespace PodKube.Completion;

/// <summary>Completes the contexts of the kubeconfig file that the command line names, else of those that would be read. Asks no server.</summary>
public sealed class ContextCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string prefix = CompletionText.Unquote(wordToComplete);
        try
        {
            string? file = fakeBoundParameters["Kubeconfig"] is { } given ? LanguagePrimitives.ConvertTo<string>(given) : null;
            KubeconfigLoader loader = new(SystemEnvironment.Instance, SystemFileSystem.Instance);
            return
            [
                .. loader.ListContexts(file)
                    .Where(c => c.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
                    .Order(StringComparer.Ordinal)
                    .Select(static c => CompletionText.Result(new CompletionItem(c, $"Context {c}"))),
            ];
        }
        catch (KubeException)
        {
            // A Tab must not print errors; the call itself says what is wrong with the file.
            return [];
        }
    }
}
