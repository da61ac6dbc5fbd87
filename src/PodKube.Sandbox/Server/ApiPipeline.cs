using Microsoft.AspNetCore.Http;

namespace PodKube.Sandbox.Server;

/// <summary>Takes one request from the wire to its answer: who sends it, may they, and what is it.</summary>
internal sealed class ApiPipeline
{
    private readonly ApiPipelineOptions _options;
    private readonly ResourceRouter _router;

    public ApiPipeline(ApiPipelineOptions options)
    {
        _options = options;
        _router = new ResourceRouter(options);
    }

    public async Task HandleAsync(HttpContext context)
    {
        context.Response.Headers["Audit-Id"] = Guid.NewGuid().ToString();
        try
        {
            await AnswerOrRefuseAsync(context).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client is gone: there is nobody to answer.
        }
    }

    private async Task AnswerOrRefuseAsync(HttpContext context)
    {
        try
        {
            await AnswerAsync(context).ConfigureAwait(false);
        }
        catch (ApiStatusException failure) when (!context.Response.HasStarted)
        {
            await ApiResponse.WriteStatusAsync(context, failure).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is not OperationCanceledException && !context.Response.HasStarted)
        {
            // A fault of the sandbox itself: the client gets a Status all the same, whoever runs the sandbox the whole story.
            await Console.Error.WriteLineAsync($"{context.Request.Method} {context.Request.Path}: {fault}").ConfigureAwait(false);
            await ApiResponse.WriteStatusAsync(context, ApiErrors.Internal(fault.Message)).ConfigureAwait(false);
        }
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var request = RequestInfo.Parse(
            context.Request.Method, context.Request.Path.Value ?? "/", query.Flag("watch"), query.Text("fieldSelector"));
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

        await _router.RouteAsync(context, request, user).ConfigureAwait(false);
    }
}
