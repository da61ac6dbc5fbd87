using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using PodKube.Sandbox.Access;
using PodKube.Sandbox.Server;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Aggregation;

/// <summary>Hands the requests for a group that an extension server serves over to it, in the name of their user.</summary>
internal sealed class ExtensionProxy(ObjectStore store, ExtensionConnections connections) : IRequestInterceptor
{
    // RFC 9110 7.6.1: these concern one connection alone. The credentials end here, the user goes on in headers of its own.
    private static readonly HashSet<string> s_ownHeaders = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Keep-Alive", "Proxy-Authenticate", "Proxy-Authorization", "Proxy-Connection", "TE", "Trailer",
        "Transfer-Encoding", "Upgrade", "Host", "Authorization",
    };

    public async ValueTask<bool> TryHandleAsync(HttpContext context, RequestInfo request, UserInfo user)
    {
        var parts = request.Path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts is ["openapi", "v3", "apis", _, _])
        {
            parts = parts[2..];
            user = ExtensionOpenApi.Aggregator;
        }

        if (parts.Length < 3 || parts[0] != "apis"
            || store.Get(new ObjectKey(LocalApiServices.Resource, "", $"{parts[2]}.{parts[1]}")) is not { } apiService
            || ExtensionTarget.Of(apiService.Value) is not { } target)
        {
            return false;
        }

        if (!AvailableCondition.Read(apiService.Value))
        {
            await UnavailableAsync(context, "service unavailable\n").ConfigureAwait(false);
            return true;
        }

        using var message = Translate(context, user, target);
        try
        {
            using var response = await connections.For(apiService.Value, target).SendAsync(message, context.RequestAborted).ConfigureAwait(false);
            await AnswerAsync(context, response).ConfigureAwait(false);
        }
        catch (HttpRequestException failure) when (!context.Response.HasStarted)
        {
            await UnavailableAsync(context, $"error trying to reach service: {failure.InnerException?.Message ?? failure.Message}").ConfigureAwait(false);
        }

        return true;
    }

    private static HttpRequestMessage Translate(HttpContext context, UserInfo user, ExtensionTarget target)
    {
        var request = context.Request;
        var path = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var message = new HttpRequestMessage(new HttpMethod(request.Method), new Uri($"https://{target.Host}:{target.Port}{path}"));
        if (request.ContentLength > 0 || request.Headers.TransferEncoding.Count > 0)
        {
            message.Content = new StreamContent(request.Body);
        }

        foreach (var (name, values) in request.Headers)
        {
            if (IsPassedOn(name) && !message.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values))
            {
                message.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
            }
        }

        message.Headers.TryAddWithoutValidation("X-Forwarded-For", context.Connection.RemoteIpAddress?.ToString());
        RemoteUser.Write(message.Headers, user);
        return message;
    }

    // What a client claims about the user must never reach the extension server, which believes these headers.
    private static bool IsPassedOn(string name) => !s_ownHeaders.Contains(name)
        && !name.StartsWith(':')
        && !RemoteUser.IsRemoteUserHeader(name)
        && !name.StartsWith("Impersonate-", StringComparison.OrdinalIgnoreCase);

    private static async Task AnswerAsync(HttpContext context, HttpResponseMessage response)
    {
        context.Response.StatusCode = (int)response.StatusCode;
        foreach (var (name, values) in response.Headers.Concat(response.Content.Headers))
        {
            if (!s_ownHeaders.Contains(name))
            {
                context.Response.Headers[name] = values.ToArray();
            }
        }

        await using var body = await response.Content.ReadAsStreamAsync(context.RequestAborted).ConfigureAwait(false);
        var buffer = new byte[16 * 1024];
        int count;
        while ((count = await body.ReadAsync(buffer, context.RequestAborted).ConfigureAwait(false)) > 0)
        {
            // A watch is an answer without end: each event must arrive when it happens.
            await context.Response.Body.WriteAsync(buffer.AsMemory(0, count), context.RequestAborted).ConfigureAwait(false);
            await context.Response.Body.FlushAsync(context.RequestAborted).ConfigureAwait(false);
        }
    }

    private static Task UnavailableAsync(HttpContext context, string text)
    {
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return context.Response.WriteAsync(text, context.RequestAborted);
    }
}
