using System.Runtime.InteropServices;
using System.Text.Json;
using System.Threading.Channels;
using PodKube.Client.Errors;
using PodKube.Client.Http;
using PodKube.Client.Requests;

namespace PodKube.Client.Resources;

/// <summary>One page of a list on its way: its body is read and cut in the background, a little ahead of who takes the items.</summary>
internal sealed class ListPage : IAsyncDisposable
{
    private const int LargestBatch = 32;
    private const int BatchesAhead = 2;

    private readonly CancellationTokenSource _stop;
    // Who takes the items goes on where they were read, and not on a thread that has to be woken first: 150 times in a list of 5,000.
    private readonly Channel<KubeObject[]> _batches = Channel.CreateBounded<KubeObject[]>(
        new BoundedChannelOptions(BatchesAhead) { SingleReader = true, SingleWriter = true, AllowSynchronousContinuations = true });

    // What an object weighs beside its bytes, when a pipeline has it: its fields' names and places, and their PowerShell members.
    private const int ObjectWeight = 2048;

    private readonly YoungGarbage _garbage;
    private readonly KubeResponse _response;
    private readonly PageText? _text;
    private readonly Task _pump;
    private bool _isComplete;
    private volatile ListEnvelope? _envelope;

    private ListPage(KubeResponse response, PageText? text, ApiResource resource, string arrayName, YoungGarbage garbage, CancellationToken cancellationToken)
    {
        _response = response;
        _text = text;
        _garbage = garbage;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _pump = Task.Run(() => PumpAsync(new ListCutter(resource, arrayName, text), resource.QualifiedName), CancellationToken.None);
    }

    internal ChannelReader<KubeObject[]> Batches => _batches.Reader;

    /// <summary>Continue token, version and count; null until the server sent them, at the latest when the batches end.</summary>
    internal ListEnvelope? Envelope => _envelope;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _pump.ConfigureAwait(false);
        if (_isComplete)
        {
            _text?.Pack();
        }

        _response.Dispose();
        _stop.Dispose();
    }

    internal static async Task<ListPage> OpenAsync(
        KubeClient client, KubeRequest request, ApiResource resource, string arrayName, PackedPages? pages, YoungGarbage garbage, CancellationToken cancellationToken)
    {
        KubeResponse response = await client.SendAsync(request, cancellationToken).ConfigureAwait(false);
        return new ListPage(response, pages?.Open(response), resource, arrayName, garbage, cancellationToken);
    }

    private async Task PumpAsync(ListCutter cutter, string resource)
    {
        try
        {
            using (cutter)
            {
                await ReadAsync(cutter, _stop.Token).ConfigureAwait(false);
                _isComplete = true;
            }

            _batches.Writer.Complete();
        }
        catch (JsonException e)
        {
            _batches.Writer.Complete(new KubeTransportException(
                ErrorReason.BadResponse, $"The list of {resource} is not the JSON of a list: {e.Message}", null, e));
        }
        catch (Exception e)
        {
            // Whoever takes the items gets it.
            _batches.Writer.Complete(e);
        }
    }

    private async Task ReadAsync(ListCutter cutter, CancellationToken cancellationToken)
    {
        Stream body = await _response.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
        {
            List<KubeObject> items = new(LargestBatch);
            int batchSize = 1;
            int read;
            do
            {
                read = await body.ReadAsync(cutter.GetRoom(), cancellationToken).ConfigureAwait(false);
                int before = items.Count;
                int ownBefore = cutter.OwnLength;
                cutter.Take(read, items);
                int weight = ((items.Count - before) * ObjectWeight) + cutter.OwnLength - ownBefore + (_text?.TakeCopied() ?? 0);
                _garbage.Add(weight, CollectionsMarshal.AsSpan(items)[before..]);
                if (_envelope is null && (cutter.Envelope.HasMetadata || read == 0))
                {
                    _envelope = cutter.Envelope;
                }

                // Small batches first, so that the first objects come at once, then larger ones: each handing-over wakes a thread.
                if (items.Count >= batchSize || (read == 0 && items.Count > 0))
                {
                    KubeObject[] batch = [.. items];
                    items.Clear();
                    batchSize = Math.Min(batchSize * 2, LargestBatch);
                    await _batches.Writer.WriteAsync(batch, cancellationToken).ConfigureAwait(false);
                }
            }
            while (read > 0);
            if (!cutter.IsComplete)
            {
                throw new JsonException("it ended too early");
            }
        }
    }
}
