using System.Runtime.CompilerServices;

namespace PodKube.Client.Publishing;

/// <summary>Works on several items at a time and gives the results in the order of the items.</summary>
internal static class OrderedThrottle
{
    internal static async IAsyncEnumerable<TResult> RunAsync<TItem, TResult>(
        IEnumerable<TItem> items,
        int concurrency,
        Func<TItem, CancellationToken, Task<TResult>> work,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Whoever stops asking ends what is under way.
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Queue<Task<TResult>> running = [];
        try
        {
            foreach (TItem item in items)
            {
                if (running.Count >= concurrency)
                {
                    yield return await running.Dequeue().ConfigureAwait(false);
                }

                running.Enqueue(work(item, stop.Token));
            }

            while (running.TryDequeue(out Task<TResult>? next))
            {
                yield return await next.ConfigureAwait(false);
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            foreach (Task<TResult> task in running)
            {
                _ = task.ContinueWith(static t => t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            }
        }
    }
}
