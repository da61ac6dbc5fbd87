using System.Buffers;

namespace PodKube.Client.Access;

/// <summary>Tells names that the cluster made (the pods of a Deployment, of a Job, its replica sets) from names that people gave.</summary>
/// <remarks>
/// Suffixes are made of letters and digits that spell no word, five for generateName and up to ten for the hash of a pod template:
/// https://github.com/kubernetes/apimachinery/blob/master/pkg/util/rand/rand.go
/// </remarks>
internal static class GeneratedName
{
    private const int RandomLength = 5;
    private const int ShortestHash = 8;
    private const int LongestHash = 10;

    private static readonly SearchValues<char> s_alphabet = SearchValues.Create("bcdfghjklmnpqrstvwxz2456789");

    /// <summary>Whether the name ends as the cluster ends the names that it makes.</summary>
    internal static bool Is(string? name)
    {
        int dash = name?.LastIndexOf('-') ?? -1;
        if (dash <= 0)
        {
            return false;
        }

        ReadOnlySpan<char> suffix = name.AsSpan(dash + 1);
        return suffix.Length is RandomLength or (>= ShortestHash and <= LongestHash) && !suffix.ContainsAnyExcept(s_alphabet);
    }
}
