using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using PodKube.Sandbox.Access;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Server;

/// <summary>Takes one request from the wire to its answer: who sends it, may they, and what is it.</summary>
internal sealed class ApiPipeline
{
    private readonly ApiPipelineOptions _options;

    public ApiPipeline(ApiPipelineOptions options)
    {
        _options = options;
    }

    public async Task HandleAsync(HttpContext context)
    {
        try
        {
            await AnswerAsync(context).ConfigureAwait(false);
        }
        catch (ApiStatusException failure) when (!context.Response.HasStarted)
        {
            await WriteStatusAsync(context, failure).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client is gone: there is nobody to answer.
        }
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var watch = query["watch"].ToString() is "true" or "1";
        var request = RequestInfo.Parse(context.Request.Method, context.Request.Path.Value ?? "/", watch, query["fieldSelector"]);
        var user = _options.Authenticator.Authenticate(context) ?? throw ApiErrors.Unauthorized();
        user = _options.Impersonator?.Impersonate(context, user, request) ?? user;
        var decision = _options.Authorizer.Authorize(user, request);
        if (!decision.Allowed)
        {
            throw ApiErrors.Forbidden(user, request, decision.Reason);
        }

        foreach (var interceptor in _options.Interceptors)
        {
            if (await interceptor.TryHandleAsync(context, request, user).ConfigureAwait(false))
            {
                return;
            }
        }

        throw ApiErrors.UnknownResource();
    }

    private static async Task WriteStatusAsync(HttpContext context, ApiStatusException failure)
    {
        context.Response.StatusCode = failure.Code;
        context.Response.ContentType = "application/json";
        if (failure.RetryAfterSeconds is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        await context.Response.Body.WriteAsync(JsonText.Write(failure.Status), context.RequestAborted).ConfigureAwait(false);
    }
}
