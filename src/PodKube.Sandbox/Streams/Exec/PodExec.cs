using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using PodKube.Sandbox.Access;
using PodKube.Sandbox.Controllers.Model;
using PodKube.Sandbox.Controllers.Pods;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Server;
using PodKube.Sandbox.Streams.Channels;
using PodKube.Sandbox.Streams.Logs;
using PodKube.Sandbox.Streams.Shell;

namespace PodKube.Sandbox.Streams.Exec;

/// <summary>Answers <c>pods/NAME/exec</c> and <c>pods/NAME/attach</c> over WebSocket.</summary>
internal sealed class PodExec(ResourceOperations operations, Kubelet kubelet) : IRequestInterceptor
{
    private readonly ContainerMachine _machines = new(operations);

    public async ValueTask<bool> TryHandleAsync(HttpContext context, RequestInfo request, UserInfo user)
    {
        if (request is not { ApiGroup: "", Resource: "pods", Subresource: "exec" or "attach", Verb: "get" or "create" })
        {
            return false;
        }

        JsonObject pod = operations.Get(operations.Kinds.Require("pods"), request.Namespace, request.Name).Value;
        ExecOptions options = ExecOptions.Read(context.Request.Query, request.Subresource == "exec");
        PodTarget target = PodTarget.Choose(pod, options.Container);
        ContainerRun container = Running(target);
        (WebSocket accepted, string protocol) = await WebSocketUpgrade
            .AcceptAsync(context, ChannelSocket.Version5, ChannelSocket.Version4, ChannelSocket.Version4Base64).ConfigureAwait(false);
        using ChannelSocket socket = new(accepted, protocol);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        Task receiving = socket.ReceiveAsync(stop.Token);
        try
        {
            JsonObject status = request.Subresource == "exec" || options.Stdin
                ? await RunAsync(pod, container, options, socket, stop.Token).ConfigureAwait(false)
                : await FollowAsync(container, socket, stop.Token).ConfigureAwait(false);
            await socket.FinishAsync(status, stop.Token).ConfigureAwait(false);
            // The client closes its side; one that does not is left behind after a moment.
            await receiving.WaitAsync(TimeSpan.FromSeconds(5), operations.Time, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        catch (WebSocketException)
        {
            // The client is gone: its command goes with it.
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await receiving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return true;
    }

    private ContainerRun Running(PodTarget target)
    {
        if (target.Pod.Text("spec", "nodeName") is not { Length: > 0 })
        {
            throw ApiErrors.BadRequest($"pod {target.Pod.Name()} does not have a host assigned");
        }

        if (target.Pod.Text("status", "phase") is "Succeeded" or "Failed")
        {
            throw ApiErrors.BadRequest(
                $"cannot exec into a container in a completed pod; current phase is {target.Pod.Text("status", "phase")}");
        }

        return kubelet.Find(target.Pod.Uid())?.Find(target.Container) is { Phase: ContainerPhase.Running } run
            ? run
            : throw ApiErrors.Make(404, "NotFound", $"container not found (\"{target.Container}\")", null);
    }

    private async Task<JsonObject> RunAsync(
        JsonObject pod, ContainerRun container, ExecOptions options, ChannelSocket socket, CancellationToken cancellationToken)
    {
        PretendShell shell = new(_machines.Build(pod, container));
        Func<ReadOnlyMemory<byte>, CancellationToken, Task> output = (data, token) => Send(StreamChannel.Stdout, data, token);
        ShellStreams streams = new(socket.Stdin, output, (data, token) => Send(StreamChannel.Stderr, data, token));
        Task typing = Task.CompletedTask;
        if (!options.Stdin)
        {
            streams = streams with { Input = System.IO.Pipelines.PipeReader.Create(Stream.Null) };
        }
        else if (options.Tty)
        {
            TerminalLine terminal = new(socket.Stdin, output);
            streams = new ShellStreams(terminal.Input, terminal.WriteAsync, terminal.WriteAsync);
            typing = terminal.RunAsync(cancellationToken);
        }

        try
        {
            int code = await shell.RunAsync(options.Command, streams, options.Tty && options.Stdin, cancellationToken).ConfigureAwait(false);
            return ExecStatus.Exited(code);
        }
        catch (CommandNotFoundException missing)
        {
            return ExecStatus.NotStarted(missing.Message);
        }
        finally
        {
            _ = typing.ContinueWith(static ended => ended.Exception, TaskScheduler.Default);
        }

        Task Send(StreamChannel channel, ReadOnlyMemory<byte> data, CancellationToken token)
        {
            bool isWanted = !data.IsEmpty && (channel == StreamChannel.Stdout ? options.Stdout : options.Stderr);
            return isWanted ? socket.SendAsync(channel, data, token) : Task.CompletedTask;
        }
    }

    private async Task<JsonObject> FollowAsync(ContainerRun container, ChannelSocket socket, CancellationToken cancellationToken)
    {
        if (container.Log is { } log)
        {
            System.IO.Pipelines.Pipe pipe = new();
            Task writing = WriteAsync(log, pipe.Writer, cancellationToken);
            await using Stream stream = pipe.Reader.AsStream();
            byte[] buffer = new byte[16 * 1024];
            for (int read; (read = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0;)
            {
                await socket.SendAsync(StreamChannel.Stdout, buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
            }

            await writing.ConfigureAwait(false);
        }

        return ExecStatus.Exited(container.Ended?.ExitCode ?? 0);
    }

    // An attached client sees what the container writes from now on.
    private async Task WriteAsync(ContainerLog log, System.IO.Pipelines.PipeWriter writer, CancellationToken cancellationToken)
    {
        LogOptions follow = new() { Follow = true, TailLines = 0 };
        await new LogWriter(log, follow, operations.Time).WriteAsync(writer, cancellationToken).ConfigureAwait(false);
        await writer.CompleteAsync().ConfigureAwait(false);
    }
}
