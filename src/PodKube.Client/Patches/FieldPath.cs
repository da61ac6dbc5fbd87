using System.Buffers;

namespace PodKube.Client.Patches;

/// <summary>Writes where in an object a field is, as a person would.</summary>
internal static class FieldPath
{
    private static readonly SearchValues<char> s_nameCharacters = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-$"
    );

    /// <summary>The path of a field of what is at a path. Names with dots or slashes stand in brackets.</summary>
    public static string Append(string path, string field)
    {
        if (field.Length == 0 || field.AsSpan().ContainsAnyExcept(s_nameCharacters))
        {
            return $"{path}['{field.Replace("'", "''", StringComparison.Ordinal)}']";
        }

        return path.Length == 0 ? field : $"{path}.{field}";
    }
}
