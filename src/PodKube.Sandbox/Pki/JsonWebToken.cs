using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PodKube.Sandbox.Pki;

/// <summary>The parts of a compact signed token (RFC 7515), read but not verified.</summary>
internal sealed record JsonWebToken(JsonObject Header, JsonObject Claims, byte[] SignedBytes, byte[] Signature)
{
    public static bool TryParse(string text, [NotNullWhen(true)] out JsonWebToken? token)
    {
        token = null;
        string[] parts = text.Split('.');
        if (parts.Length != 3
            || !Base64Text.TryDecode(parts[0], out byte[]? header)
            || !Base64Text.TryDecode(parts[1], out byte[]? claims)
            || !Base64Text.TryDecode(parts[2], out byte[]? signature)
            || ParseObject(header) is not { } headerObject
            || ParseObject(claims) is not { } claimsObject)
        {
            return false;
        }

        byte[] signed = Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}");
        token = new JsonWebToken(headerObject, claimsObject, signed, signature);
        return true;
    }

    private static JsonObject? ParseObject(byte[] utf8)
    {
        try
        {
            return JsonNode.Parse(utf8) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
