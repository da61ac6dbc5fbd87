using PodKube.Client;
using PodKube.Client.Streams;
using PodKube.Commands;

namespace PodKube.Logs;

/// <summary>The log of one container; without a container's name, of a pod's only one.</summary>
internal sealed record LogStream(string Namespace, string Pod, string? Container)
{
    public IAsyncEnumerable<LogItem> ReadAsync(KubeClient client, LogOptions options, CancellationToken cancellationToken) =>
        MergedStreams.CatchAsync(
            client.ReadLogAsync(Namespace, Pod, options with { Container = Container }, cancellationToken),
            line => new LogItem(this, line, null),
            failure => new LogItem(this, default, failure),
            cancellationToken);
}
