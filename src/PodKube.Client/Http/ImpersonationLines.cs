using System.Net.Http.Headers;
using PodKube.Client.Config;

namespace PodKube.Client.Http;

/// <summary>
/// Gets several values of one impersonation header to the server as one line each. The server takes a line for one value, commas
/// included, while .NET writes all values of a header into one line. So they leave .NET separated by a character that no value may hold,
/// and <see cref="RequestHeadStream"/> makes lines of them.
/// </summary>
internal static class ImpersonationLines
{
    /// <summary>The unit separator: ASCII, so that it may stand in a header that is not validated, and not allowed in any real value.</summary>
    internal const char Separator = '\u001f';

    private const string Prefix = "Impersonate-";

    internal static bool IsNeeded(Impersonation? who) =>
        who is not null && (who.Groups.Count > 1 || who.Extra.Values.Any(static values => values.Count > 1));

    /// <summary>Puts the values of each impersonation header together. A message that was sent before is left as it is.</summary>
    internal static void Join(HttpRequestHeaders headers)
    {
        foreach ((string name, HeaderStringValues values) in headers.NonValidated.ToArray())
        {
            if (values.Count > 1 && name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            {
                headers.Remove(name);
                headers.TryAddWithoutValidation(name, string.Join(Separator, values));
            }
        }
    }
}
