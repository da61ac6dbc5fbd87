namespace PodKube.Sandbox.Watch;

/// <summary>Says when the next bookmark is due.</summary>
internal sealed class BookmarkClock(TimeProvider time, TimeSpan interval) : IAsyncDisposable
{
    private TaskCompletionSource _due = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ITimer? _timer;

    /// <summary>Completes when a bookmark should be sent; never where none are wanted.</summary>
    public Task Due
    {
        get
        {
            _timer ??= interval == Timeout.InfiniteTimeSpan
                ? null
                : time.CreateTimer(_ => _due.TrySetResult(), null, interval, Timeout.InfiniteTimeSpan);
            return _due.Task;
        }
    }

    public void Restart()
    {
        _due = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _timer?.Change(interval, Timeout.InfiniteTimeSpan);
    }

    public ValueTask DisposeAsync() => _timer?.DisposeAsync() ?? ValueTask.CompletedTask;
}
