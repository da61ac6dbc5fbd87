using System.Runtime.CompilerServices;
using PodKube.Client.Errors;
using PodKube.Client.Http;
using PodKube.Client.Requests;
using PodKube.Client.Resources;

namespace PodKube.Client.Watch;

/// <summary>
/// Watches for as long as the caller wants: lists, follows the changes from there, comes back after every break to where it was, and lists
/// anew when the server no longer has that place.
/// </summary>
internal sealed class Watcher
{
    private readonly KubeClient _client;
    private readonly ApiResource _resource;
    private readonly WatchOptions _options;
    private readonly WatchRecovery _recovery;
    private readonly KnownObjects _known = new();
    private State _state;
    private State _afterWaiting;
    private KubeException? _failure;
    private string _version;
    private bool _isFirstList = true;
    private bool _listAtOnce;

    internal Watcher(KubeClient client, ApiResource resource, WatchOptions options)
    {
        _client = client;
        _resource = resource;
        _options = options;
        _recovery = new WatchRecovery(client.Options, resource.QualifiedName);
        _version = options.ResourceVersion ?? "";
        _state = options.ResourceVersion is null ? State.Listing : State.Watching;
    }

    private enum State
    {
        /// <summary>What is there must be asked for.</summary>
        Listing,

        /// <summary>What is there is known up to a version; changes come from a connection.</summary>
        Watching,

        /// <summary>Something failed; the same again after a while.</summary>
        Waiting,
    }

    internal async IAsyncEnumerable<WatchEvent> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        _client.Options.OnPlanned?.Invoke(WatchRequests.Target(_resource, _options));
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_state == State.Waiting)
            {
                await _recovery.WaitAsync(_failure, cancellationToken).ConfigureAwait(false);
                _state = _afterWaiting;
                continue;
            }

            IAsyncEnumerable<WatchEvent> events = _state == State.Listing ? ListAsync(cancellationToken) : WatchAsync(cancellationToken);
            await foreach (WatchEvent item in events.ConfigureAwait(false))
            {
                yield return item;
            }
        }
    }

    private async IAsyncEnumerable<WatchEvent> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ObjectLister lister = new(_client, _resource, ListRequest());
        _known.BeginList();
        IAsyncEnumerator<KubeObject> items = lister.ListAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using (items.ConfigureAwait(false))
        {
            while (await TryAsync(() => items.MoveNextAsync()).ConfigureAwait(false))
            {
                foreach (WatchEvent change in _known.Compare(items.Current, _isFirstList))
                {
                    if (!change.IsInitial || _options.IncludeInitial)
                    {
                        yield return change;
                    }
                }
            }
        }

        // The parts of an inconsistent list are of different moments: what changed between would be in no watch that begins at the
        // last one. It is compared with another list, in one piece.
        _listAtOnce = lister.WasInconsistent;
        if (_state != State.Listing || _listAtOnce)
        {
            yield break;
        }

        foreach (WatchEvent gone in _known.EndList())
        {
            yield return gone;
        }

        _version = lister.ResourceVersion;
        _state = State.Watching;
        _isFirstList = false;
        _recovery.Succeed();
        if (_options.IncludeListed)
        {
            yield return new WatchEvent(WatchEventType.Listed, null);
        }
    }

    private async IAsyncEnumerable<WatchEvent> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        WatchConnection? connection = null;
        bool opened = await TryAsync(async () =>
        {
            connection = await OpenAsync(cancellationToken).ConfigureAwait(false);
            return true;
        }).ConfigureAwait(false);
        if (!opened)
        {
            yield break;
        }

        await using (connection!.ConfigureAwait(false))
        {
            WatchFrame? frame = null;
            bool any = false;
            while (await TryAsync(async () =>
            {
                frame = await connection!.NextAsync(cancellationToken).ConfigureAwait(false);
                return frame is not null;
            }).ConfigureAwait(false))
            {
                any = true;
                if (Take(frame!.Value) is { } change)
                {
                    yield return change;
                }

                if (_state != State.Watching)
                {
                    yield break;
                }
            }

            if (!any && _state == State.Watching)
            {
                // A server that ends connections at once must not be asked again at once.
                Wait(null);
            }
        }
    }

    private ListOptions ListRequest()
    {
        ListOptions list = new() { Namespace = _options.Namespace, LabelSelector = _options.LabelSelector, FieldSelector = _options.FieldSelector };
        return _listAtOnce ? list with { ChunkSize = 0 } : list;
    }

    private async Task<WatchConnection> OpenAsync(CancellationToken cancellationToken)
    {
        double seconds = _options.ServerTimeout.TotalSeconds * (1 + _client.Options.Jitter());
        KubeRequest request = WatchRequests.Watch(_resource, _options, _version, (long)seconds);
        KubeResponse response = await _client.SendAsync(request, cancellationToken).ConfigureAwait(false);
        Stream body = await response.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        return new WatchConnection(response, body, _resource);
    }

    private WatchEvent? Take(WatchFrame frame)
    {
        if (frame.Error is { } status)
        {
            KubeApiException failure = new(WatchRequests.Watch(_resource, _options, _version, 0).Target, status);
            return Recover(failure) ? null : throw failure;
        }

        _recovery.Succeed();
        if (frame.Item!.ResourceVersion is { Length: > 0 } version)
        {
            _version = version;
        }

        WatchEventType? type = frame.Type switch
        {
            "ADDED" => WatchEventType.Added,
            "MODIFIED" => WatchEventType.Modified,
            "DELETED" => WatchEventType.Deleted,
            // A bookmark only moves the version; a type that is not known yet is nothing to stumble over.
            _ => null,
        };
        if (type is not { } known)
        {
            return null;
        }

        _known.Apply(known, frame.Item);
        return new WatchEvent(known, frame.Item);
    }

    // Runs one step of a state. A failure that may pass decides the next state; any other leaves the watch.
    private async ValueTask<bool> TryAsync(Func<ValueTask<bool>> step)
    {
        try
        {
            return await step().ConfigureAwait(false);
        }
        catch (KubeException e) when (Recover(e))
        {
            return false;
        }
    }

    private bool Recover(KubeException failure)
    {
        if (failure is KubeApiException { IsExpired: true } && _state == State.Watching)
        {
            _state = State.Listing;
            return true;
        }

        if (!_recovery.MayPass(failure))
        {
            return false;
        }

        Wait(failure);
        return true;
    }

    private void Wait(KubeException? failure)
    {
        _failure = failure;
        _afterWaiting = _state;
        _state = State.Waiting;
    }
}
