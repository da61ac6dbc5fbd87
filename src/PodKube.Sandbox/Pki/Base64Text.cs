using System.Diagnostics.CodeAnalysis;

namespace PodKube.Sandbox.Pki;

/// <summary>Base64 in the URL-safe alphabet without padding (RFC 4648 section 5), as tokens and key identifiers use it.</summary>
internal static class Base64Text
{
    public static string Encode(ReadOnlySpan<byte> bytes) =>
        Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    public static bool TryDecode(string text, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = null;
        if (text.AsSpan().ContainsAny('+', '/', '=') || text.Length % 4 == 1)
        {
            return false;
        }

        string padded = text.Replace('-', '+').Replace('_', '/').PadRight((text.Length + 3) / 4 * 4, '=');
        var buffer = new byte[padded.Length / 4 * 3];
        if (!Convert.TryFromBase64String(padded, buffer, out int written))
        {
            return false;
        }

        bytes = buffer[..written];
        return true;
    }
}
