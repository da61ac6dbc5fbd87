using PodKube.Client.Watch;

namespace PodKube.Waiting;

/// <summary>Reads what people write after <c>-For</c>; kubectl's own spellings are understood too.</summary>
internal static class WaitConditionText
{
    private const string ConditionPrefix = "condition=";
    private const string JsonPathPrefix = "jsonpath=";

    /// <param name="text">The condition.</param>
    /// <param name="uid">The object that is meant, as far as it is known; another one of its name is not waited for to be deleted.</param>
    /// <exception cref="ArgumentException">It is none; the message says which there are.</exception>
    public static WaitCondition Parse(string text, string? uid)
    {
        string trimmed = text.Trim();
        return trimmed.ToUpperInvariant() switch
        {
            "DELETED" or "DELETE" => WaitCondition.Deleted(uid),
            "CREATED" or "CREATE" => WaitCondition.Created,
            _ when trimmed.StartsWith(ConditionPrefix, StringComparison.OrdinalIgnoreCase) => ParseStatus(trimmed[ConditionPrefix.Length..], text),
            _ when trimmed.StartsWith(JsonPathPrefix, StringComparison.OrdinalIgnoreCase) => ParsePath(trimmed[JsonPathPrefix.Length..]),
            _ when trimmed.Length > 0 && trimmed[0] is '{' or '.' => ParsePath(trimmed),
            _ => throw Wrong(text),
        };
    }

    private static WaitCondition ParseStatus(string condition, string text)
    {
        string[] parts = condition.Split('=', 2, StringSplitOptions.TrimEntries);
        return parts switch
        {
            ["", ..] or [_, ""] => throw Wrong(text),
            [string type, string status] => WaitCondition.Condition(type, status),
            _ => WaitCondition.Condition(parts[0]),
        };
    }

    private static WaitCondition ParsePath(string text)
    {
        int end = EndOfPath(text);
        string path = text[..end].Trim('\'', '"');
        string? value = end < text.Length ? text[(end + 1)..] : null;
        try
        {
            return WaitCondition.JsonPath(path, value);
        }
        catch (FormatException e)
        {
            throw new ArgumentException(e.Message, e);
        }
    }

    // The equals sign before the value is the first one outside of braces and brackets: filters have their own.
    private static int EndOfPath(string text)
    {
        int depth = 0;
        for (int i = 0; i < text.Length; i++)
        {
            depth += text[i] is '{' or '[' ? 1 : text[i] is '}' or ']' ? -1 : 0;
            if (text[i] == '=' && depth == 0)
            {
                return i;
            }
        }

        return text.Length;
    }

    // A bare word is mostly meant as a condition's type.
    private static ArgumentException Wrong(string text) => new(
        $"'{text}' is nothing to wait for{(text.Trim() is { Length: > 0 } word && word.All(char.IsAsciiLetter) ? $" (did you mean Condition={word}?)" : "")}: write Deleted, Created, Condition=Ready, Condition=Ready=False, '{{.status.phase}}=Running' or a script block.");
}
