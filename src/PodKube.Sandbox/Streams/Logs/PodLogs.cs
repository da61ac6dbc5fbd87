using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using PodKube.Sandbox.Access;
using PodKube.Sandbox.Controllers.Model;
using PodKube.Sandbox.Controllers.Pods;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Server;

namespace PodKube.Sandbox.Streams.Logs;

/// <summary>Answers <c>GET pods/NAME/log</c>.</summary>
internal sealed class PodLogs(ResourceOperations operations, Kubelet kubelet) : IRequestInterceptor
{
    public async ValueTask<bool> TryHandleAsync(HttpContext context, RequestInfo request, UserInfo user)
    {
        if (request is not { ApiGroup: "", Resource: "pods", Subresource: "log", Verb: "get" })
        {
            return false;
        }

        JsonObject pod = operations.Get(operations.Kinds.Require("pods"), request.Namespace, request.Name).Value;
        LogOptions options = LogOptions.Read(context.Request.Query, request.Name, operations.Time.GetUtcNow());
        PodTarget target = PodTarget.Choose(pod, options.Container);
        if (pod.Text("spec", "nodeName") is not { Length: > 0 })
        {
            // As recorded: before a pod has a node there is no kubelet to ask, and no content.
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return true;
        }

        ContainerLog log = Find(target, options);
        context.Response.ContentType = "text/plain";
        await context.Response.StartAsync(context.RequestAborted).ConfigureAwait(false);
        await new LogWriter(log, options, operations.Time).WriteAsync(context.Response.BodyWriter, context.RequestAborted).ConfigureAwait(false);
        return true;
    }

    private ContainerLog Find(PodTarget target, LogOptions options)
    {
        ContainerRun run = target.Require(kubelet);
        return (options.Previous ? run.PreviousLog : run.Log)
            ?? throw ApiErrors.BadRequest($"previous terminated container \"{target.Container}\" in pod \"{target.Pod.Name()}\" not found");
    }
}
