using PodKube.Client;
using PodKube.Client.Resources;
using PodKube.Client.Watch;
using PodKube.Commands;

namespace PodKube.Waiting;

/// <summary>One of the watches behind a <c>Watch-KubeResource</c>: a kind in a namespace, perhaps only some names.</summary>
internal sealed record WatchSource(ApiResource Resource, string? Namespace, NameFilter Names)
{
    public string? LabelSelector { get; init; }

    public string? FieldSelector { get; init; }

    public bool IncludeInitial { get; init; } = true;

    /// <summary>A single name the server can select, which needs no right on the others.</summary>
    private string? NameSelector => Names is { Exact: [string only], HasPatterns: false } ? "metadata.name=" + only : null;

    public IAsyncEnumerable<Client.Watch.WatchEvent> WatchAsync(KubeClient client, CancellationToken cancellationToken)
    {
        string[] fields = [.. new[] { FieldSelector, NameSelector }.OfType<string>()];
        WatchOptions options = new()
        {
            Namespace = Namespace,
            LabelSelector = LabelSelector,
            FieldSelector = fields.Length == 0 ? null : string.Join(',', fields),
            IncludeInitial = IncludeInitial,
        };
        return client.WatchAsync(Resource, options, cancellationToken);
    }

    public bool Matches(string name) => Names.IsEmpty || Names.Matches(name);
}
