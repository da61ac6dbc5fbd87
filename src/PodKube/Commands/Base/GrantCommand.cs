using System.Text;
using PodKube.Client.Access;

namespace PodKube.Commands;

/// <summary>Writes the command line that gives exactly the right that a 403 says is missing.</summary>
internal static class GrantCommand
{
    /// <summary>The line to run as someone who may grant; null where the server did not say who lacks the right.</summary>
    public static string? For(ForbiddenAccess missing)
    {
        if (string.IsNullOrEmpty(missing.User))
        {
            return null;
        }

        StringBuilder line = new("Grant-KubeAccess ");
        AppendSubject(line, missing);
        line.Append(" -Verb ").Append(Quote(missing.Verb));
        if (missing.Path is string path)
        {
            return line.Append(" -NonResource ").Append(Quote(path)).Append(" -ClusterWide").ToString();
        }

        string group = missing.Group.Length > 0 ? "." + missing.Group : "";
        string subresource = missing.Subresource.Length > 0 ? "/" + missing.Subresource : "";
        line.Append(" -Resource ").Append(Quote(missing.Resource + group + subresource));
        if (missing.Name is { Length: > 0 } name && missing.Verb is not ("create" or "deletecollection"))
        {
            line.Append(" -Name ").Append(Quote(name));
        }

        return (missing.Namespace is { Length: > 0 } place ? line.Append(" -Namespace ").Append(Quote(place)) : line.Append(" -ClusterWide")).ToString();
    }

    private static void AppendSubject(StringBuilder line, ForbiddenAccess missing)
    {
        if (missing.User!.Split(':') is not ["system", "serviceaccount", string owner, string name])
        {
            line.Append("-User ").Append(Quote(missing.User));
            return;
        }

        line.Append("-ServiceAccount ").Append(Quote(owner == missing.Namespace ? name : $"{owner}:{name}"));
    }

    private static string Quote(string text) => text.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '/' or '_' or ':')
        ? text
        : "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";
}
