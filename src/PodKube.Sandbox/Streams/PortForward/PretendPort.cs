using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json.Nodes;
using PodKube.Sandbox.Controllers.Model;
using PodKube.Sandbox.Controllers.Pods;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Streams.PortForward;

/// <summary>
/// What listens on a pod's port: what the annotation says, else a small HTTP server on the ports that the containers declare (on every port where they
/// declare none).
/// </summary>
internal sealed class PretendPort(JsonObject pod, int port)
{
    private const string Echo = "echo";

    private readonly string? _scripted = Script(pod, port);

    /// <summary>Why nobody answers; null where somebody does.</summary>
    public string? Refusal => _scripted is not null || IsDeclared()
        ? null
        : $"error forwarding port {port} to pod {pod.Uid()}, uid : failed to execute portforward in network namespace \"pretend\": " +
            $"failed to connect to localhost:{port} inside namespace \"pretend\", IPv4: dial tcp4 127.0.0.1:{port}: connect: connection refused";

    /// <summary>Serves one connection.</summary>
    public async Task ServeAsync(PipeReader input, Func<ReadOnlyMemory<byte>, Task> output, CancellationToken cancellationToken)
    {
        if (_scripted == Echo)
        {
            await EchoAsync(input, output, cancellationToken).ConfigureAwait(false);
        }
        else if (await ReadHeadAsync(input, cancellationToken).ConfigureAwait(false))
        {
            string body = _scripted ?? $"Hello from {pod.Name()}\n";
            string head = string.Create(
                CultureInfo.InvariantCulture,
                $"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n\r\n");
            await output(Encoding.UTF8.GetBytes(head + body)).ConfigureAwait(false);
        }
    }

    private static async Task EchoAsync(PipeReader input, Func<ReadOnlyMemory<byte>, Task> output, CancellationToken cancellationToken)
    {
        while (true)
        {
            ReadResult result = await input.ReadAsync(cancellationToken).ConfigureAwait(false);
            if (!result.Buffer.IsEmpty)
            {
                await output(result.Buffer.ToArray()).ConfigureAwait(false);
            }

            input.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted)
            {
                return;
            }
        }
    }

    // True once the head of a request is there; its body is of no interest.
    private static async Task<bool> ReadHeadAsync(PipeReader input, CancellationToken cancellationToken)
    {
        while (true)
        {
            ReadResult result = await input.ReadAsync(cancellationToken).ConfigureAwait(false);
            bool isComplete = Encoding.Latin1.GetString(result.Buffer).Contains("\r\n\r\n", StringComparison.Ordinal);
            input.AdvanceTo(isComplete ? result.Buffer.End : result.Buffer.Start, result.Buffer.End);
            if (isComplete || result.IsCompleted)
            {
                return isComplete;
            }
        }
    }

    private bool IsDeclared()
    {
        List<long?> declared = [.. pod.Items("spec", "containers").SelectMany(container => container.Items("ports")).Select(item => item.Number("containerPort"))];
        return declared.Count == 0 || declared.Contains(port);
    }

    private static string? Script(JsonObject pod, int port)
    {
        try
        {
            return pod.Annotation(PodAnnotations.Prefix + PodAnnotations.Ports) is { } json
                ? JsonText.Parse(Encoding.UTF8.GetBytes(json)).Text(port.ToString(CultureInfo.InvariantCulture))
                : null;
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }
}
