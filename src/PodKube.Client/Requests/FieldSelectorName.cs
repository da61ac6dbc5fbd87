using System.Text;

namespace PodKube.Client.Requests;

/// <summary>
/// Reads the one name that a field selector leaves: a list or watch with <c>metadata.name=web</c> is authorized as one of that name, so that
/// a rule with resourceNames suffices.
/// </summary>
/// <remarks>https://github.com/kubernetes/apiserver/blob/master/pkg/endpoints/request/requestinfo.go</remarks>
internal static class FieldSelectorName
{
    private const string Field = "metadata.name";

    /// <summary>The name; null where the selector leaves more than one, or one that no object can have.</summary>
    internal static string? Find(string? selector)
    {
        foreach (string term in Terms(selector ?? ""))
        {
            int equals = term.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && term[..equals] == Field)
            {
                string name = Unescape(term[(equals + 1)..].TrimStart('='));
                return name is "" or "." or ".." || name.AsSpan().ContainsAny('/', '%') ? null : name;
            }
        }

        return null;
    }

    /// <summary>Cuts at the commas that are not escaped.</summary>
    private static IEnumerable<string> Terms(string selector)
    {
        int start = 0;
        for (int at = 0; at < selector.Length; at++)
        {
            if (selector[at] == '\\')
            {
                at++;
            }
            else if (selector[at] == ',')
            {
                yield return selector[start..at];
                start = at + 1;
            }
        }

        yield return selector[start..];
    }

    private static string Unescape(string value)
    {
        StringBuilder text = new(value.Length);
        for (int at = 0; at < value.Length; at++)
        {
            at += value[at] == '\\' && at + 1 < value.Length ? 1 : 0;
            text.Append(value[at]);
        }

        return text.ToString();
    }
}
