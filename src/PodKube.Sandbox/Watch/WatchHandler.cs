using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Server;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Watch;

/// <summary>Watches: a stream of changes, one JSON object per line.</summary>
internal sealed class WatchHandler(ResourceOperations operations)
{
    private static readonly TimeSpan s_bookmarkInterval = TimeSpan.FromMinutes(1);

    public async Task HandleAsync(ResourceRequest request)
    {
        var context = request.Http;
        var representation = Representation.Negotiate(context.Request, transforms: true);
        var options = ListOptions.Read(request.Kind, context.Request.Query, watch: true);
        var name = request.Name.Length > 0 ? request.Name : null;
        var from = options.ParseResourceVersion();
        if (from > operations.Store.Revision)
        {
            throw ApiErrors.ResourceVersionTooLarge(from, operations.Store.Revision);
        }

        var writer = new WatchWriter(context, request.Kind, representation, operations.Time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(request.Aborted);
        using var timer = StartTimer(options, ending);
        await writer.StartAsync().ConfigureAwait(false);
        try
        {
            await StreamAsync(request, options, name, from, writer, ending.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The time is up, or the client is gone.
        }
        catch (ExpiredException expired)
        {
            await writer.WriteErrorAsync(ApiErrors.Make(410, "Expired", expired.Message, null).Status).ConfigureAwait(false);
        }
    }

    private ITimer StartTimer(ListOptions options, CancellationTokenSource ending)
    {
        // Without a limit of the client's a real server closes watches after thirty to sixty minutes.
        var seconds = options.TimeoutSeconds is { } given and > 0 ? given : Random.Shared.Next(1800, 3600);
        return operations.Time.CreateTimer(
            _ => Cancel(ending), null, TimeSpan.FromSeconds(Math.Min(seconds, int.MaxValue / 1000)), Timeout.InfiniteTimeSpan);
    }

    private static void Cancel(CancellationTokenSource source)
    {
        try
        {
            source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The watch ended in this moment.
        }
    }

    private async Task StreamAsync(
        ResourceRequest request, ListOptions options, string? name, long from, WatchWriter writer, CancellationToken cancellationToken)
    {
        var filter = new WatchFilter(options, name);
        var position = from;
        var initial = options.SendInitialEvents || (from == 0 && !request.Http.Request.Query.ContainsKey("sendInitialEvents"));
        if (initial)
        {
            position = await SendInitialAsync(request, options, filter, writer, cancellationToken).ConfigureAwait(false);
        }

        var bookmarks = new BookmarkClock(operations.Time, options.AllowBookmarks ? s_bookmarkInterval : Timeout.InfiniteTimeSpan);
        await using (bookmarks.ConfigureAwait(false))
        {
            var changes = operations.Store.Follow(request.Kind.StorageResource, request.Namespace, position);
            while (true)
            {
                foreach (var change in changes.Take())
                {
                    if (filter.Apply(change) is { } visible)
                    {
                        await writer.WriteAsync(visible.Type, VersionedStore.View(request.Kind, visible.Object)).ConfigureAwait(false);
                    }
                }

                await writer.FlushAsync(cancellationToken).ConfigureAwait(false);
                if (await changes.WaitAsync(bookmarks.Due, cancellationToken).ConfigureAwait(false))
                {
                    continue;
                }

                bookmarks.Restart();
                await writer.WriteBookmarkAsync(changes.Position, initialEnd: false).ConfigureAwait(false);
            }
        }
    }

    private async Task<long> SendInitialAsync(
        ResourceRequest request, ListOptions options, WatchFilter filter, WatchWriter writer, CancellationToken cancellationToken)
    {
        var snapshot = operations.Store.List(request.Kind.StorageResource, request.Namespace);
        foreach (var item in snapshot.Items)
        {
            if (filter.Matches(item))
            {
                await writer.WriteAsync("ADDED", VersionedStore.View(request.Kind, item)).ConfigureAwait(false);
            }
        }

        if (options is { SendInitialEvents: true, AllowBookmarks: true })
        {
            await writer.WriteBookmarkAsync(snapshot.Revision, initialEnd: true).ConfigureAwait(false);
        }

        await writer.FlushAsync(cancellationToken).ConfigureAwait(false);
        return snapshot.Revision;
    }
}
