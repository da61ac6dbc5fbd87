using Microsoft.AspNetCore.Http;
using PodKube.Sandbox.Server;

namespace PodKube.Sandbox.Access.Authentication;

/// <summary>Reads the user that a request wants to act as from its Impersonate-* headers.</summary>
internal static class ImpersonationHeaders
{
    private const string User = "Impersonate-User";
    private const string Uid = "Impersonate-Uid";
    private const string Group = "Impersonate-Group";
    private const string ExtraPrefix = "Impersonate-Extra-";

    /// <summary>The wanted user as the headers spell it; null where none is wanted.</summary>
    /// <exception cref="ApiStatusException">Something of a user is wanted, but no name.</exception>
    public static UserInfo? Read(IHeaderDictionary headers)
    {
        var wanted = new UserInfo(headers[User].ToString(), headers[Uid].ToString(), [.. headers[Group].Select(group => group ?? "")], ReadExtra(headers));
        if (wanted.Name.Length > 0)
        {
            return wanted;
        }

        return wanted.Uid.Length == 0 && wanted.Groups.Count == 0 && wanted.Extra.Count == 0
            ? null
            : throw ApiErrors.BadRequest($"requested {Describe(wanted)} without impersonating a user name");
    }

    private static Dictionary<string, IReadOnlyList<string>> ReadExtra(IHeaderDictionary headers)
    {
        var extra = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var (name, values) in headers)
        {
            if (name.StartsWith(ExtraPrefix, StringComparison.OrdinalIgnoreCase))
            {
                var key = Uri.UnescapeDataString(name[ExtraPrefix.Length..].ToLowerInvariant());
                extra[key] = [.. values.Select(value => value ?? "")];
            }
        }

        return extra;
    }

    // Go's %#v of the struct.
    private static string Describe(UserInfo user)
    {
        var groups = user.Groups.Count == 0 ? "[]string(nil)" : $"[]string{{{string.Join(", ", user.Groups.Select(GoText.Quote))}}}";
        var extra = user.Extra.Count == 0
            ? "map[string][]string(nil)"
            : "map[string][]string{" + string.Join(", ", user.Extra.Select(pair =>
                $"{GoText.Quote(pair.Key)}:[]string{{{string.Join(", ", pair.Value.Select(GoText.Quote))}}}")) + "}";
        return $"&user.DefaultInfo{{Name:{GoText.Quote(user.Name)}, UID:{GoText.Quote(user.Uid)}, Groups:{groups}, Extra:{extra}}}";
    }
}
