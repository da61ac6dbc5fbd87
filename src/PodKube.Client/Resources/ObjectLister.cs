using System.Globalization;
using System.Runtime.CompilerServices;
using PodKube.Client.Errors;
using PodKube.Client.Requests;

namespace PodKube.Client.Resources;

/// <summary>Walks through the pages of one list.</summary>
internal sealed class ObjectLister
{
    private const int MostRestarts = 3;

    private readonly KubeClient _client;
    private readonly ApiResource _resource;
    private readonly ListOptions _options;
    private readonly ListShape _shape;
    private readonly YoungGarbage _garbage = new();
    private readonly PackedPages? _packed;
    private readonly EmittedObjects _emitted = new();
    private int _pageNumber;
    private int _restarts;
    private int _given;

    internal ObjectLister(KubeClient client, ApiResource resource, ListOptions options, ListShape? shape = null)
    {
        _shape = shape ?? ListShape.Objects;
        // A row is looked at as soon as it is there.
        _packed = shape is null ? new PackedPages() : null;
        _client = client;
        _resource = resource;
        _options = options;
    }

    /// <summary>The version of the state that the list shows; of its last page when it had to be begun anew.</summary>
    internal string ResourceVersion { get; private set; } = "";

    /// <summary>What stands around the items of the page that is being given out.</summary>
    internal ListEnvelope? Envelope { get; private set; }

    /// <summary>Whether the list shows more than one moment, because it had to be taken up again without the state it began with.</summary>
    internal bool WasInconsistent { get; private set; }

    internal async IAsyncEnumerable<KubeObject> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        PageCursor? cursor = new(null, null);
        PageCursor? ahead = null;
        try
        {
            while (cursor is not null)
            {
                ListPage? page = await OpenAsync(cursor, stop.Token).ConfigureAwait(false);
                if (page is null)
                {
                    // The token was too old: the cursor says now where to go on.
                    continue;
                }

                await using (page.ConfigureAwait(false))
                {
                    int taken = 0;
                    bool mayPrefetch = _options.Most is not { } most || _given + _options.ChunkSize < most;
                    while (await NextBatchAsync(page, cursor, stop.Token).ConfigureAwait(false) is { } batch)
                    {
                        Envelope = page.Envelope;
                        foreach (KubeObject item in batch)
                        {
                            if (++taken == PrefetchAfter && mayPrefetch && page.Envelope?.Continue is { } token)
                            {
                                ahead = new PageCursor(token, FetchAsync(token, stop.Token));
                            }

                            if (_emitted.Add(_shape.Identify(item)))
                            {
                                yield return item;
                                if (++_given == _options.Most)
                                {
                                    yield break;
                                }
                            }
                        }
                    }
                }

                if (cursor.IsBroken)
                {
                    await AbandonAsync(ahead).ConfigureAwait(false);
                    WasInconsistent |= cursor.Token is null;
                    cursor = cursor.Again();
                }
                else
                {
                    cursor = Finish(page, ahead);
                }

                ahead = null;
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await AbandonAsync(ahead).ConfigureAwait(false);
            await AbandonAsync(cursor).ConfigureAwait(false);
        }
    }

    // Not at once: who takes only the first few objects shall not cost the server a second page.
    private int PrefetchAfter => Math.Max(1, _options.ChunkSize / 4);

    private PageCursor? Finish(ListPage page, PageCursor? ahead)
    {
        ListEnvelope envelope = page.Envelope!;
        ResourceVersion = envelope.ResourceVersion ?? "";
        _options.OnPage?.Invoke(new ListPageInfo(++_pageNumber, ResourceVersion, envelope.RemainingItemCount, envelope.Continue is null));
        return envelope.Continue is { } token ? ahead ?? new PageCursor(token, null) : null;
    }

    private Task<ListPage> FetchAsync(string? token, CancellationToken cancellationToken) =>
        ListPage.OpenAsync(
            _client, ResourceRequests.List(_resource, _options, token, _shape), _resource, _shape.ArrayName, _packed, _garbage, cancellationToken);

    private async Task<ListPage?> OpenAsync(PageCursor cursor, CancellationToken cancellationToken)
    {
        Task<ListPage> opening = cursor.TakeOpening() ?? FetchAsync(cursor.Token, cancellationToken);
        try
        {
            return await opening.ConfigureAwait(false);
        }
        catch (KubeApiException e) when (e.IsExpired && cursor.Token is not null && _restarts++ < MostRestarts)
        {
            // The server offers to go on from the same place in its present state; else begin anew and leave out what was given out.
            cursor.Token = e.Status.Continue;
            _emitted.ExpectRepeats();
            WasInconsistent = true;
            string how = cursor.Token is null ? "was begun anew" : "goes on with the server's present state";
            _client.Options.OnWarning?.Invoke(string.Create(
                CultureInfo.InvariantCulture,
                $"Listing {_resource.QualifiedName} took longer than the server keeps its state (page {_pageNumber + 1}): the list {how}. No object is missing or doubled, but it shows more than one moment."));
            return null;
        }
    }

    private async Task<KubeObject[]?> NextBatchAsync(ListPage page, PageCursor cursor, CancellationToken cancellationToken)
    {
        try
        {
            return await page.Batches.WaitToReadAsync(cancellationToken).ConfigureAwait(false) && page.Batches.TryRead(out KubeObject[]? batch) ? batch : null;
        }
        catch (KubeTransportException e) when (e.Reason == ErrorReason.ConnectionLost && cursor.Tries < _client.Options.Retry.MaxRetries)
        {
            // The same page can be asked for again; what was given out of it is known.
            cursor.IsBroken = true;
            _emitted.ExpectRepeats();
            return null;
        }
    }

    private static async Task AbandonAsync(PageCursor? cursor)
    {
        if (cursor?.TakeOpening() is not { } opening)
        {
            return;
        }

        try
        {
            await (await opening.ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or KubeException)
        {
            // Nobody wants this page any more.
        }
    }

    /// <summary>Where the list stands: the page to come, and its request if that is under way already.</summary>
    private sealed class PageCursor(string? token, Task<ListPage>? opening)
    {
        private Task<ListPage>? _opening = opening;

        internal string? Token { get; set; } = token;

        internal bool IsBroken { get; set; }

        internal int Tries { get; private init; }

        internal Task<ListPage>? TakeOpening()
        {
            Task<ListPage>? taken = _opening;
            _opening = null;
            return taken;
        }

        internal PageCursor Again() => new(Token, null) { Tries = Tries + 1 };
    }
}
