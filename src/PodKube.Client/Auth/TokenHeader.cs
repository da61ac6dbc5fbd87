using System.Text;
using System.Text.Json;

namespace PodKube.Client.Auth;

/// <summary>The parts of a JSON Web Token that a signature is checked with.</summary>
internal sealed record TokenHeader(string? Algorithm, string? KeyId, byte[] SignedPart, byte[] Signature)
{
    internal static TokenHeader? Read(string token)
    {
        if (token.Split('.') is not [string head, string payload, string signature])
        {
            return null;
        }

        try
        {
            using JsonDocument header = JsonDocument.Parse(Base64Url.Decode(head));
            return header.RootElement.ValueKind != JsonValueKind.Object
                ? null
                : new TokenHeader(
                    Text(header.RootElement, "alg"), Text(header.RootElement, "kid"), Encoding.ASCII.GetBytes($"{head}.{payload}"), Base64Url.Decode(signature));
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement header, string name) =>
        header.TryGetProperty(name, out JsonElement text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
}
