using PodKube.Client.Resources;

namespace PodKube.Client.Watch;

/// <summary>Waits for one object.</summary>
internal sealed class ObjectWaiter
{
    private readonly KubeClient _client;
    private readonly ApiResource _resource;
    private readonly string? _namespace;
    private readonly string _name;
    private readonly WaitCondition _condition;
    private KubeObject? _state;

    internal ObjectWaiter(KubeClient client, ApiResource resource, string? @namespace, string name, WaitCondition condition)
    {
        _client = client;
        _resource = resource;
        _namespace = resource.Namespaced ? @namespace : null;
        _name = name;
        _condition = condition;
    }

    internal async Task<KubeObject?> WaitAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        using CancellationTokenSource deadline = new(limit, _client.Options.TimeProvider);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            await WatchUntilMetAsync(either.Token).ConfigureAwait(false);
            return _state;
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw KubeWaitException.NotMet(_resource, _namespace, _name, _condition, limit, _state);
        }
    }

    private async Task WatchUntilMetAsync(CancellationToken cancellationToken)
    {
        WatchOptions watch = new() { Namespace = _namespace, FieldSelector = $"metadata.name={_name}", IncludeListed = true };
        bool listed = false;
        await foreach (WatchEvent change in _client.WatchAsync(_resource, watch, cancellationToken).ConfigureAwait(false))
        {
            _state = change.Type switch
            {
                WatchEventType.Listed => _state,
                WatchEventType.Deleted => null,
                _ => change.Item,
            };

            // Before the list is complete its absence means nothing; afterwards every state counts, however short it lasts.
            listed |= change.Type == WatchEventType.Listed;
            if ((listed || _state is not null) && _condition.IsMet(_state))
            {
                return;
            }
        }
    }
}
