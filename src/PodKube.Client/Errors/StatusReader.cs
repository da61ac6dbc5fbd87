using System.Text;
using System.Text.Json;

namespace PodKube.Client.Errors;

/// <summary>Makes a <see cref="KubeStatus"/> of what the server answered, Status object or plain text.</summary>
internal static class StatusReader
{
    internal const int BodyLimit = 64 * 1024;
    private const int LongestPlainMessage = 1024;

    internal static KubeStatus Read(int statusCode, ReadOnlySpan<byte> body, TimeSpan? retryAfterHeader)
    {
        string text = Encoding.UTF8.GetString(body.Length > BodyLimit ? body[..BodyLimit] : body);
        KubeStatus status = TryReadStatus(body, statusCode) ?? FromText(statusCode, text);
        return status with { Body = text, RetryAfter = retryAfterHeader ?? status.RetryAfter };
    }

    /// <summary>Reads a Status object.</summary>
    /// <returns>Null when the JSON is none, or is something else.</returns>
    internal static KubeStatus? TryReadStatus(ReadOnlySpan<byte> body, int statusCode)
    {
        try
        {
            Utf8JsonReader reader = new(body);
            using JsonDocument document = JsonDocument.ParseValue(ref reader);
            return FromJson(document.RootElement, statusCode);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static KubeStatus? FromJson(JsonElement root, int statusCode)
    {
        if (Text(root, "kind") != "Status")
        {
            return null;
        }

        JsonElement details = Child(root, "details");
        int code = Number(root, "code") is { } own && own > 0 ? (int)own : statusCode;
        string outcome = Text(root, "status") ?? (code < 400 ? "Success" : "Failure");
        string reason = Text(root, "reason") is { Length: > 0 } given ? given : outcome == "Success" ? "" : ErrorReason.FromStatusCode(code);
        return new KubeStatus
        {
            Status = outcome,
            Code = code,
            Reason = reason,
            Message = Text(root, "message") is { Length: > 0 } message ? message : reason,
            Name = Text(details, "name"),
            Group = Text(details, "group"),
            Kind = Text(details, "kind"),
            Uid = Text(details, "uid"),
            Causes = Causes(details),
            RetryAfter = Number(details, "retryAfterSeconds") is { } seconds && seconds is > 0 and < 1e6 ? TimeSpan.FromSeconds(seconds) : null,
            Continue = Text(Child(root, "metadata"), "continue") is { Length: > 0 } token ? token : null,
            IsFromServer = true,
        };
    }

    private static KubeStatus FromText(int statusCode, string text)
    {
        string message = text.Trim();
        bool readable = message.Length > 0 && message[0] is not ('<' or '{' or '[');
        if (message.Length > LongestPlainMessage)
        {
            message = message[..LongestPlainMessage] + "…";
        }

        return new KubeStatus
        {
            Code = statusCode,
            Reason = ErrorReason.FromStatusCode(statusCode),
            Message = readable ? message : $"The server answered with HTTP status {statusCode} ({ErrorReason.FromStatusCode(statusCode)}).",
        };
    }

    private static List<StatusCause> Causes(JsonElement details)
    {
        List<StatusCause> causes = [];
        if (Child(details, "causes") is { ValueKind: JsonValueKind.Array } array)
        {
            foreach (JsonElement cause in array.EnumerateArray())
            {
                causes.Add(new StatusCause(Text(cause, "reason") ?? "", Text(cause, "message") ?? "", Text(cause, "field") ?? ""));
            }
        }

        return causes;
    }

    private static JsonElement Child(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out JsonElement child) ? child : default;

    private static string? Text(JsonElement parent, string name) =>
        Child(parent, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static double? Number(JsonElement parent, string name) =>
        Child(parent, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetDouble(out double value) ? value : null;
}
