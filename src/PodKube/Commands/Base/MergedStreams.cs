using System.Runtime.CompilerServices;
using System.Threading.Channels;
using PodKube.Client.Errors;

namespace PodKube.Commands;

/// <summary>Reads many streams at the same time as one.</summary>
internal static class MergedStreams
{
    /// <summary>What was read and not yet taken; a slow pipeline slows the streams.</summary>
    private const int Capacity = 1024;

    /// <summary>Merges streams that are all known.</summary>
    public static IAsyncEnumerable<T> MergeAsync<T>(IReadOnlyCollection<IAsyncEnumerable<T>> sources, CancellationToken cancellationToken) =>
        MergeAsync(AsStream(sources), Math.Max(1, sources.Count), cancellationToken);

    /// <summary>Merges streams that turn up one after the other, at most <paramref name="most"/> at a time; the others wait for their turn.</summary>
    public static async IAsyncEnumerable<T> MergeAsync<T>(
        IAsyncEnumerable<IAsyncEnumerable<T>> sources, int most, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Channel<T> channel = NewChannel<T>();
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task pumps = PumpAllAsync(sources, most, channel.Writer, stop.Token);
        try
        {
            await foreach (T item in channel.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return item;
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await pumps.ConfigureAwait(false);
        }
    }

    /// <summary>Reads streams one after the other, while the next ones are already being read: <paramref name="most"/> at a time.</summary>
    public static async IAsyncEnumerable<T> ConcatAsync<T>(
        IReadOnlyList<IAsyncEnumerable<T>> sources, int most, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Queue<Channel<T>> open = [];
        List<Task> pumps = [];
        try
        {
            for (int next = 0; next < sources.Count || open.Count > 0;)
            {
                while (open.Count < most && next < sources.Count)
                {
                    Channel<T> channel = NewChannel<T>();
                    pumps.Add(PumpAndCompleteAsync(sources[next++], channel.Writer, stop.Token));
                    open.Enqueue(channel);
                }

                await foreach (T item in open.Peek().Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
                {
                    yield return item;
                }

                open.Dequeue();
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(pumps).ConfigureAwait(false);
        }
    }

    /// <summary>Gives what is there already as a stream.</summary>
    public static async IAsyncEnumerable<T> AsStream<T>(IEnumerable<T> items)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        foreach (T item in items)
        {
            yield return item;
        }
    }

    /// <summary>Passes a stream on; its failure becomes its last item, so that the other streams of a merge go on.</summary>
    public static async IAsyncEnumerable<TResult> CatchAsync<T, TResult>(
        IAsyncEnumerable<T> source, Func<T, TResult> pass, Func<KubeException, TResult> fail, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        KubeException? failure = null;
        IAsyncEnumerator<T> items = source.GetAsyncEnumerator(cancellationToken);
        await using (items.ConfigureAwait(false))
        {
            while (failure is null)
            {
                try
                {
                    if (!await items.MoveNextAsync().ConfigureAwait(false))
                    {
                        yield break;
                    }
                }
                catch (KubeException e)
                {
                    failure = e;
                    break;
                }

                yield return pass(items.Current);
            }
        }

        yield return fail(failure!);
    }

    private static Channel<T> NewChannel<T>() => Channel.CreateBounded<T>(new BoundedChannelOptions(Capacity) { SingleReader = true });

    private static async Task PumpAllAsync<T>(IAsyncEnumerable<IAsyncEnumerable<T>> sources, int most, ChannelWriter<T> output, CancellationToken cancellationToken)
    {
        using SemaphoreSlim free = new(most);
        List<Task> running = [];
        try
        {
            await foreach (IAsyncEnumerable<T> source in sources.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                await free.WaitAsync(cancellationToken).ConfigureAwait(false);
                running.RemoveAll(static t => t.IsCompleted);
                running.Add(PumpAndReleaseAsync(source, output, free, cancellationToken));
            }
        }
        catch (Exception e)
        {
            output.TryComplete(e);
        }

        await Task.WhenAll(running).ConfigureAwait(false);
        output.TryComplete();
    }

    private static async Task PumpAndReleaseAsync<T>(IAsyncEnumerable<T> source, ChannelWriter<T> output, SemaphoreSlim free, CancellationToken cancellationToken)
    {
        await PumpAsync(source, output, cancellationToken).ConfigureAwait(false);
        free.Release();
    }

    private static async Task PumpAndCompleteAsync<T>(IAsyncEnumerable<T> source, ChannelWriter<T> output, CancellationToken cancellationToken)
    {
        await PumpAsync(source, output, cancellationToken).ConfigureAwait(false);
        output.TryComplete();
    }

    // Whatever ends a stream other than its own end ends the whole: the reader gets it from the channel.
    private static async Task PumpAsync<T>(IAsyncEnumerable<T> source, ChannelWriter<T> output, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (T item in source.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                await output.WriteAsync(item, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception e)
        {
            output.TryComplete(e);
        }
    }
}
