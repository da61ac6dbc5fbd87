using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using PodKube.Sessions;

namespace PodKube.Completion;

/// <summary>
/// The base of the completers that ask the server: never longer than a moment, and silent when there is no answer, because a Tab must
/// not print errors.
/// </summary>
public abstract class KubeCompleter : IArgumentCompleter
{
    /// <summary>The longest that a Tab may take. Tests of what is offered set more: a busy machine must not make them fail.</summary>
    internal static TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(1.5);

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string prefix = CompletionText.Unquote(wordToComplete);
        using CancellationTokenSource stop = new(Patience);
        try
        {
            CompletionContext context = new(Session(fakeBoundParameters), commandName, fakeBoundParameters);

            // On another thread: what blocks there (a name lookup, a credential plugin) does not block the prompt.
            Task<IReadOnlyList<CompletionItem>> search = Task.Run(() => FindAsync(context, prefix, stop.Token), stop.Token);
            return search.Wait(Patience) ? search.Result.Select(CompletionText.Result).ToList() : [];
        }
        catch (Exception)
        {
            return [];
        }
    }

    /// <summary>Finds what begins with <paramref name="prefix"/>.</summary>
    private protected abstract Task<IReadOnlyList<CompletionItem>> FindAsync(CompletionContext context, string prefix, CancellationToken cancellationToken);

    private static KubeSession Session(IDictionary bound) =>
        bound["Session"] is object given && LanguagePrimitives.TryConvertTo(given, out KubeSession session)
            ? session
            : SessionRegistry.GetOrConnect(SessionFactory.OpenDefault);
}
