using System.Text.Json.Nodes;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Server;

/// <summary>A request ends with this Status. Made by <see cref="ApiErrors"/>.</summary>
internal sealed class ApiStatusException(int code, JsonObject status) : Exception(status.GetText("message"))
{
    /// <summary>The HTTP status code.</summary>
    public int Code { get; } = code;

    /// <summary>The Status object to answer with.</summary>
    public JsonObject Status { get; } = status;

    public string Reason { get; } = status.GetText("reason") ?? "";

    /// <summary>The Retry-After header in seconds, from details.retryAfterSeconds.</summary>
    public long? RetryAfterSeconds => Status.GetObject("details").GetLong("retryAfterSeconds");
}
