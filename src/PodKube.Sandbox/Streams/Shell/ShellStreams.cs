using System.IO.Pipelines;
using System.Text;

namespace PodKube.Sandbox.Streams.Shell;

/// <summary>The three streams of a command.</summary>
internal sealed record ShellStreams(
    PipeReader Input,
    Func<ReadOnlyMemory<byte>, CancellationToken, Task> Output,
    Func<ReadOnlyMemory<byte>, CancellationToken, Task> Error)
{
    public Task WriteAsync(string text, CancellationToken cancellationToken) => Output(Encoding.UTF8.GetBytes(text), cancellationToken);

    public Task WriteErrorAsync(string text, CancellationToken cancellationToken) => Error(Encoding.UTF8.GetBytes(text), cancellationToken);
}
