using System.Globalization;

namespace PodKube.Sandbox.Controllers.Model;

/// <summary>
/// The alphabet of generated names: no vowels and no digits that look like them, so that no word comes out
/// (https://github.com/kubernetes/apimachinery/blob/master/pkg/util/rand/rand.go).
/// </summary>
internal static class NameSuffix
{
    private const string Alphabet = "bcdfghjklmnpqrstvwxz2456789";

    /// <summary>A number's decimal digits written in that alphabet, as hashes in names are.</summary>
    public static string Encode(uint value) =>
        string.Create(CultureInfo.InvariantCulture, $"{value}")
            .Aggregate("", (text, digit) => text + Alphabet[digit % Alphabet.Length]);

    /// <summary>Whether the text could be such a suffix.</summary>
    public static bool IsSuffix(string text) => text.Length > 0 && text.All(letter => Alphabet.Contains(letter));
}
