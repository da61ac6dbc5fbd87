using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace PodKube.Sandbox.Access.ServiceAccounts;

/// <summary>How a service account is named as a user, and the groups it always has.</summary>
internal static class ServiceAccountName
{
    public const string UserPrefix = "system:serviceaccount:";
    public const string Group = "system:serviceaccounts";

    public static string UserOf(string ns, string name) => $"{UserPrefix}{ns}:{name}";

    public static ImmutableArray<string> GroupsOf(string ns) => [Group, $"{Group}:{ns}"];

    public static bool TryParse(string user, [NotNullWhen(true)] out string? ns, [NotNullWhen(true)] out string? name)
    {
        ns = name = null;
        if (!user.StartsWith(UserPrefix, StringComparison.Ordinal))
        {
            return false;
        }

        string[] parts = user[UserPrefix.Length..].Split(':');
        if (parts.Length != 2 || parts[0].Length == 0 || parts[1].Length == 0)
        {
            return false;
        }

        (ns, name) = (parts[0], parts[1]);
        return true;
    }
}
