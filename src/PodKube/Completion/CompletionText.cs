using System.Management.Automation;

namespace PodKube.Completion;

/// <summary>How offers are read from and written to a command line.</summary>
internal static class CompletionText
{
    /// <summary>The word as far as it is written, without its quotes.</summary>
    public static string Unquote(string? word) => (word ?? "").TrimStart('\'', '"').TrimEnd('\'', '"');

    /// <summary>The offer as PowerShell shows and inserts it.</summary>
    public static CompletionResult Result(CompletionItem item) =>
        new(Quote(item.Text), item.Text, CompletionResultType.ParameterValue, item.Description);

    private static string Quote(string text) => text.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '/' or '_' or ':' or '*')
        ? text
        : "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";
}
