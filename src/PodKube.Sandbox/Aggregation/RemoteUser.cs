using System.Net.Http.Headers;
using PodKube.Sandbox.Access;

namespace PodKube.Sandbox.Aggregation;

/// <summary>Writes a user into the headers that extension servers read it from.</summary>
internal static class RemoteUser
{
    public static void Write(HttpRequestHeaders headers, UserInfo user)
    {
        headers.TryAddWithoutValidation(RemoteUserHeaders.User, user.Name);
        if (user.Uid.Length > 0)
        {
            headers.TryAddWithoutValidation(RemoteUserHeaders.Uid, user.Uid);
        }

        Add(headers, RemoteUserHeaders.Group, user.Groups);
        foreach (var (key, values) in user.Extra)
        {
            Add(headers, RemoteUserHeaders.ExtraPrefix + EscapeKey(key), values);
        }
    }

    private static void Add(HttpRequestHeaders headers, string name, IReadOnlyList<string> values)
    {
        if (values.Count > 0)
        {
            headers.TryAddWithoutValidation(name, string.Join(RepeatedHeaderStream.Separator, values));
        }
    }

    /// <summary>Keys hold slashes, which no header name may: they are percent-encoded.</summary>
    private static string EscapeKey(string key) => string.Concat(key.Select(character =>
        char.IsAsciiLetterOrDigit(character) || "!#$&'*+-.^_`|~".Contains(character, StringComparison.Ordinal)
            ? character.ToString()
            : Uri.EscapeDataString(character.ToString()).ToLowerInvariant()));

    public static bool IsRemoteUserHeader(string name) => name.StartsWith("X-Remote-", StringComparison.OrdinalIgnoreCase);
}
