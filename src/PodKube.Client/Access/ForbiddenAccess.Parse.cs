using PodKube.Client.Errors;
using PodKube.Client.Requests;

namespace PodKube.Client.Access;

/// <content>Reading a denial from the request and the server's message.</content>
public sealed partial record ForbiddenAccess
{
    private const string UserMark = "User \"";
    private const string CannotMark = "\" cannot ";

    /// <summary>Puts together what the request asked for and what the server says about it.</summary>
    /// <remarks>
    /// The message is made by https://github.com/kubernetes/apiserver/blob/master/pkg/endpoints/handlers/responsewriters/errors.go;
    /// where it names verb and resource, these are what the authorizer was asked, and win over the request's.
    /// </remarks>
    public static ForbiddenAccess From(RequestTarget target, KubeStatus status)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(status);
        ForbiddenAccess asked = new()
        {
            Verb = target.Verb,
            Group = target.Group,
            Resource = target.Resource,
            Subresource = target.Subresource,
            Namespace = target.Namespace,
            Name = target.Name ?? (target.Verb == "create" ? null : status.Name),
            Path = target.IsResource ? null : target.Path,
        };
        string message = status.Message;
        int user = message.IndexOf(UserMark, StringComparison.Ordinal);
        int cannot = user < 0 ? -1 : message.IndexOf(CannotMark, user, StringComparison.Ordinal);
        if (cannot < 0)
        {
            return asked;
        }

        asked = asked with { User = Unescape(message[(user + UserMark.Length)..cannot]), IsMissingRight = true };
        return ReadDenied(asked, message.AsSpan(cannot + CannotMark.Length));
    }

    // Either: list resource "pods/log" in API group "" in the namespace "ns" | at the cluster scope; or: get path "/metrics"
    private static ForbiddenAccess ReadDenied(ForbiddenAccess asked, ReadOnlySpan<char> text)
    {
        int space = text.IndexOf(' ');
        if (space <= 0)
        {
            return asked;
        }

        string verb = text[..space].ToString();
        text = text[(space + 1)..];
        if (Quoted(text, "path \"") is { } path)
        {
            return asked with { Verb = verb, Path = path, Resource = "", Subresource = "", Group = "", Namespace = null, Name = null };
        }

        if (Quoted(text, "resource \"") is not { } resource)
        {
            return asked;
        }

        int slash = resource.IndexOf('/', StringComparison.Ordinal);
        return asked with
        {
            Verb = verb,
            Resource = slash < 0 ? resource : resource[..slash],
            Subresource = slash < 0 ? "" : resource[(slash + 1)..],
            Group = Quoted(text, "in API group \"") ?? asked.Group,
            Namespace = Quoted(text, "in the namespace \""),
            Path = null,
        };
    }

    private static string? Quoted(ReadOnlySpan<char> text, string before)
    {
        int start = text.IndexOf(before, StringComparison.Ordinal);
        if (start < 0)
        {
            return null;
        }

        ReadOnlySpan<char> rest = text[(start + before.Length)..];
        int end = rest.IndexOf('"');
        return end < 0 ? null : Unescape(rest[..end].ToString());
    }

    // The server escapes what could be read as HTML: https://github.com/kubernetes/apiserver/blob/master/pkg/endpoints/handlers/responsewriters/errors.go
    private static string Unescape(string text) => text.Replace("&lt;", "<").Replace("&gt;", ">").Replace("&amp;", "&");
}
