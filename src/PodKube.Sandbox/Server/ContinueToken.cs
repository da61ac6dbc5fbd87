using System.Text.Json;
using System.Text.Json.Nodes;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Server;

/// <summary>Where a chunked list goes on: the revision that all its pages show, and the path after which the next one starts.</summary>
internal sealed record ContinueToken(long Revision, string After)
{
    private const string Version = "meta.k8s.io/v1";

    /// <summary>The revision of tokens that go on with whatever is there by then.</summary>
    public const long Inconsistent = -1;

    /// <exception cref="ApiStatusException">400: not a token of this server.</exception>
    public static ContinueToken Parse(string text, string? ns)
    {
        var bytes = Decode(text);
        JsonObject? content;
        try
        {
            content = JsonText.Parse(bytes) as JsonObject;
        }
        catch (JsonException)
        {
            throw Invalid("continue key is not valid: " + GoJsonErrors.Describe(bytes));
        }

        if (content.GetText("v") != Version)
        {
            throw Invalid($"continue key is not valid: server does not recognize this encoded version \"{content.GetText("v")}\"");
        }

        var revision = content.GetLong("rv") ?? 0;
        var start = content.GetText("start") ?? "";
        if (revision == 0)
        {
            throw Invalid("continue key is not valid: incorrect encoded start resourceVersion (version meta.k8s.io/v1)");
        }

        if (start.Length == 0)
        {
            throw Invalid("continue key is not valid: encoded start key empty (version meta.k8s.io/v1)");
        }

        var after = start.TrimEnd('\0').TrimStart('/');
        return new ContinueToken(revision, string.IsNullOrEmpty(ns) ? after : ns + "/" + after);
    }

    /// <summary>The token; within one namespace the path goes without it, as a real server writes it.</summary>
    public string Format(string? ns)
    {
        var start = string.IsNullOrEmpty(ns) ? After : "/" + After[(ns.Length + 1)..];
        var json = new JsonObject { ["v"] = Version, ["rv"] = Revision, ["start"] = start + "\0" };
        return Convert.ToBase64String(JsonText.Write(json)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
    }

    private static byte[] Decode(string text)
    {
        var padded = text.Replace('-', '+').Replace('_', '/');
        padded += new string('=', (4 - (padded.Length % 4)) % 4);
        var buffer = new byte[padded.Length];
        return Convert.TryFromBase64String(padded, buffer, out var length)
            ? buffer[..length]
            : throw Invalid("continue key is not valid: illegal base64 data at input byte 0");
    }

    private static ApiStatusException Invalid(string why) => ApiErrors.BadRequest("invalid continue token: " + why);
}
