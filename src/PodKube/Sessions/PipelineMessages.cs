using System.Collections.Concurrent;

namespace PodKube.Sessions;

/// <summary>
/// Warnings and request lines that arise on any thread while a cmdlet waits. The session's client is shared; which cmdlet a message
/// belongs to follows the flow of execution (<see cref="AsyncLocal{T}"/>), so that parallel runspaces get their own.
/// </summary>
#pragma warning disable CA1001 // A SemaphoreSlim whose wait handle nobody asks for holds nothing; late messages may still come after the cmdlet.
internal sealed class PipelineMessages
#pragma warning restore CA1001
{
    private static readonly AsyncLocal<PipelineMessages?> s_current = new();

    private readonly ConcurrentQueue<PipelineMessage> _queue = new();
    private readonly SemaphoreSlim _signal = new(0);

    /// <summary>The messages of the cmdlet on whose behalf the calling code runs; null outside of cmdlets.</summary>
    public static PipelineMessages? Current
    {
        get => s_current.Value;
        set => s_current.Value = value;
    }

    public void Add(PipelineMessage message)
    {
        _queue.Enqueue(message);
        _signal.Release();
    }

    /// <summary>Wakes the waiting pipeline thread although there is no message.</summary>
    public void Wake() => _signal.Release();

    /// <summary>Waits for a message or a wake-up.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public void Wait(CancellationToken cancellationToken) => _signal.Wait(cancellationToken);

    public bool TryTake(out PipelineMessage message) => _queue.TryDequeue(out message);
}
