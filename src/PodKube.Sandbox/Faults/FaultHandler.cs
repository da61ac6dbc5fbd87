using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using PodKube.Sandbox.Pki;
using PodKube.Sandbox.Server;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Faults;

/// <summary>Stands before the API and lets the faults of the plan happen to the requests that they are meant for.</summary>
internal sealed class FaultHandler(FaultPlan plan, FaultEffects effects, TimeProvider time, RequestDelegate next)
{
    public Task HandleAsync(HttpContext context) => plan.IsEmpty ? next(context) : HandleWithFaultsAsync(context);

    private async Task HandleWithFaultsAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var watch = query["watch"].ToString() is "true" or "1";
        var request = RequestInfo.Parse(context.Request.Method, context.Request.Path.Value ?? "/", watch, query["fieldSelector"]);
        foreach (var fault in plan.Take(request))
        {
            if (await TryAnswerAsync(context, fault).ConfigureAwait(false))
            {
                return;
            }
        }

        await next(context).ConfigureAwait(false);
    }

    /// <summary>True where the fault is the answer; false where the request goes on.</summary>
    private async Task<bool> TryAnswerAsync(HttpContext context, Fault fault)
    {
        switch (fault.Kind)
        {
            case FaultKind.Latency:
                await Task.Delay(fault.Delay, time, context.RequestAborted).ConfigureAwait(false);
                return false;
            case FaultKind.TooManyRequests:
                await TooManyRequestsAsync(context, fault.RetryAfter ?? 1).ConfigureAwait(false);
                return true;
            case FaultKind.ServerError:
                await WriteAsync(context, ApiErrors.Internal("injected fault"), fault).ConfigureAwait(false);
                return true;
            case FaultKind.Unavailable:
                await WriteAsync(context, Unavailable(), fault).ConfigureAwait(false);
                return true;
            case FaultKind.ExpireContinue:
                return await TryExpireContinueAsync(context, fault).ConfigureAwait(false);
            case FaultKind.RevokeToken:
                effects.RevokeTokenOf(context.Request);
                return false;
            case FaultKind.RotateAuthority:
                effects.RotateAuthority();
                return false;
            case FaultKind.DropConnection:
                await DropAsync(context, fault).ConfigureAwait(false);
                return true;
            default:
                await EndWatchAsync(context, fault).ConfigureAwait(false);
                return true;
        }
    }

    private static ApiStatusException Unavailable() =>
        ApiErrors.Make(503, "ServiceUnavailable", "the server is currently unable to handle the request", []);

    private static async Task TooManyRequestsAsync(HttpContext context, int retryAfter)
    {
        context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.RetryAfter = retryAfter.ToString(CultureInfo.InvariantCulture);
        await context.Response.WriteAsync("Too many requests, please try again later.\n", context.RequestAborted).ConfigureAwait(false);
    }

    private static async Task<bool> TryExpireContinueAsync(HttpContext context, Fault fault)
    {
        if (FreshToken(context.Request.Query["continue"].ToString()) is not { } fresh)
        {
            return false;
        }

        await WriteAsync(context, ApiErrors.Expired(Messages.ContinueExpired, fresh), fault).ConfigureAwait(false);
        return true;
    }

    /// <summary>The token that goes on at the same place with whatever is there now; null where there was none.</summary>
    private static string? FreshToken(string token)
    {
        if (!Base64Text.TryDecode(token.TrimEnd('='), out var bytes) || bytes.Length == 0)
        {
            return null;
        }

        try
        {
            if (JsonText.Parse(bytes) is not JsonObject content)
            {
                return null;
            }

            content["rv"] = -1L;
            return Base64Text.Encode(JsonText.Write(content));
        }
        catch (JsonException)
        {
            // No token of this server: the API says so itself.
            return null;
        }
    }

    private static async Task WriteAsync(HttpContext context, ApiStatusException failure, Fault fault)
    {
        context.Response.StatusCode = failure.Code;
        context.Response.ContentType = "application/json";
        if (fault.RetryAfter is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        await context.Response.Body.WriteAsync(JsonText.Write(failure.Status), context.RequestAborted).ConfigureAwait(false);
    }

    private async Task DropAsync(HttpContext context, Fault fault)
    {
        // Without a length the answer is only whole when its end is told, which never happens then.
        context.Response.OnStarting(static response =>
        {
            ((HttpResponse)response).ContentLength = null;
            return Task.CompletedTask;
        }, context.Response);
        var cut = new CutStream(context.Response.Body, CutStream.AfterBytes(fault.AfterBytes), () => throw new DroppedConnectionException());
        await using (cut.ConfigureAwait(false))
        {
            context.Response.Body = cut;
            await next(context).ConfigureAwait(false);
            // Where the body was shorter than the limit, the cut comes before its end is told.
            await cut.FlushAsync(context.RequestAborted).ConfigureAwait(false);
            throw new DroppedConnectionException();
        }
    }

    private async Task EndWatchAsync(HttpContext context, Fault fault)
    {
        var body = context.Response.Body;
        if (fault.AfterEvents == 0)
        {
            context.Response.ContentType = "application/json";
            await EndAsync(body, fault).ConfigureAwait(false);
            return;
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        await using var cut = new CutStream(body, CutStream.AfterLines(fault.AfterEvents), async () =>
        {
            await EndAsync(body, fault).ConfigureAwait(false);
            await stop.CancelAsync().ConfigureAwait(false);
        });
        context.Response.Body = cut;
        // The handler of the watch takes this for a client that went away, and the answer ends as a whole.
        context.RequestAborted = stop.Token;
        await next(context).ConfigureAwait(false);
    }

    private static async Task EndAsync(Stream body, Fault fault)
    {
        if (fault.Kind == FaultKind.ExpireWatch)
        {
            await body.WriteAsync(Encoding.UTF8.GetBytes(Messages.WatchExpiredEvent + "\n"), CancellationToken.None).ConfigureAwait(false);
        }

        await body.FlushAsync(CancellationToken.None).ConfigureAwait(false);
    }

    private static class Messages
    {
        public const string ContinueExpired =
            "The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue "
            + "parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided "
            + "token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was "
            + "returned and now may show up in the list.";

        public const string WatchExpiredEvent =
            """{"type":"ERROR","object":{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"too old resource version: 1 (1000)","reason":"Expired","code":410}}""";
    }
}
