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
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1.5);

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string prefix = (wordToComplete ?? "").TrimStart('\'', '"').TrimEnd('\'', '"');
        using CancellationTokenSource stop = new(s_patience);
        try
        {
            CompletionContext context = new(Session(fakeBoundParameters), commandName, fakeBoundParameters);

            // On another thread: what blocks there (a name lookup, a credential plugin) does not block the prompt.
            Task<IReadOnlyList<CompletionItem>> search = Task.Run(() => FindAsync(context, prefix, stop.Token), stop.Token);
            return search.Wait(s_patience) ? search.Result.Select(Result).ToList() : [];
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

    private static CompletionResult Result(CompletionItem item) =>
        new(Quote(item.Text), item.Text, CompletionResultType.ParameterValue, item.Description);

    private static string Quote(string text) => text.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '/' or '_' or ':' or '*')
        ? text
        : "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";
}
