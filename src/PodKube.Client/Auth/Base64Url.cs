namespace PodKube.Client.Auth;

/// <summary>The base64 of JSON Web Tokens: other letters for + and /, and no padding (RFC 4648 section 5).</summary>
internal static class Base64Url
{
    /// <exception cref="FormatException">The text is not base64url.</exception>
    internal static byte[] Decode(string text)
    {
        string base64 = text.Replace('-', '+').Replace('_', '/');
        return Convert.FromBase64String(base64.PadRight((base64.Length + 3) / 4 * 4, '='));
    }
}
