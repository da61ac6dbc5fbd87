using System.Text.RegularExpressions;

namespace PodKube.Commands;

/// <summary>A kind and a name in one word, as kubectl takes them: <c>deployment/web</c>.</summary>
internal readonly partial record struct KindAndName(string Kind, string Name)
{
    /// <summary>Takes the word apart; null where it is none, like the kind <c>v1/Pod</c> or <c>apps/v1/Deployment</c>.</summary>
    public static KindAndName? Parse(string word)
    {
        string[] parts = word.Split('/');
        return parts is [{ Length: > 0 } kind, { Length: > 0 } name] && !Version().IsMatch(kind) ? new KindAndName(kind, name) : null;
    }

    [GeneratedRegex("^v[0-9]+((alpha|beta)[0-9]+)?$")]
    private static partial Regex Version();
}
