using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using PodKube.Sandbox.Faults;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Hosting;

/// <summary>
/// Steers a running sandbox over plain HTTP on a loopback port of its own. Whoever does not know the random first part of the
/// path gets a bare 404. <c>GET faults</c>, <c>POST faults</c>, <c>DELETE faults[/ID]</c>, and <c>POST authority/rotate</c>,
/// <c>POST tokens/renew</c>, <c>POST store/compact</c> for what happens once and at once.
/// </summary>
internal sealed class ControlEndpoint(FaultPlan plan, FaultEffects effects, ObjectStore store)
{
    private const long LargestBody = 1 << 20;

    private readonly string _secret = Convert.ToHexString(RandomNumberGenerator.GetBytes(16)).ToLowerInvariant();

    /// <summary>The address to give to those who may steer.</summary>
    public Uri UrlOn(Uri address) => new(address, $"/{_secret}/");

    public async Task HandleAsync(HttpContext context)
    {
        var parts = (context.Request.Path.Value ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 0 || !IsSecret(parts[0]))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        try
        {
            await RouteAsync(context, parts[1..]).ConfigureAwait(false);
        }
        catch (Exception mistake) when (mistake is FormatException or JsonException)
        {
            await AnswerAsync(context, StatusCodes.Status400BadRequest, new JsonObject { ["error"] = mistake.Message }).ConfigureAwait(false);
        }
    }

    private Task RouteAsync(HttpContext context, string[] path) => (context.Request.Method, path) switch
    {
        ("GET", ["faults"]) => AnswerAsync(context, StatusCodes.Status200OK, new JsonObject { ["items"] = plan.ToJson() }),
        ("POST", ["faults"]) => AddFaultAsync(context),
        ("DELETE", ["faults"]) => DoneAsync(context, plan.Clear),
        ("DELETE", ["faults", var id]) => plan.Remove(id) ? DoneAsync(context, static () => { }) : NotFoundAsync(context),
        ("POST", ["authority", "rotate"]) => DoneAsync(context, effects.RotateAuthority),
        ("POST", ["tokens", "renew"]) => DoneAsync(context, effects.RenewCredentials),
        ("POST", ["store", "compact"]) => DoneAsync(context, store.Compact),
        _ => NotFoundAsync(context),
    };

    private async Task AddFaultAsync(HttpContext context)
    {
        if (context.Request.ContentLength is null or > LargestBody)
        {
            throw new FormatException("a fault is a JSON object with a Content-Length of at most 1 MiB");
        }

        using var buffer = new MemoryStream();
        await context.Request.Body.CopyToAsync(buffer, context.RequestAborted).ConfigureAwait(false);
        var body = JsonText.Parse(buffer.ToArray()) as JsonObject ?? throw new FormatException("a fault is a JSON object");
        var fault = Fault.Parse(body);
        var json = fault.ToJson();
        json["id"] = plan.Add(fault);
        await AnswerAsync(context, StatusCodes.Status201Created, json).ConfigureAwait(false);
    }

    private static Task DoneAsync(HttpContext context, Action action)
    {
        action();
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private static Task NotFoundAsync(HttpContext context) =>
        AnswerAsync(context, StatusCodes.Status404NotFound, new JsonObject { ["error"] = "there is nothing at this path" });

    private static async Task AnswerAsync(HttpContext context, int status, JsonObject body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(JsonText.Write(body), context.RequestAborted).ConfigureAwait(false);
    }

    private bool IsSecret(string part) => CryptographicOperations.FixedTimeEquals(
        System.Text.Encoding.UTF8.GetBytes(part), System.Text.Encoding.UTF8.GetBytes(_secret));
}
