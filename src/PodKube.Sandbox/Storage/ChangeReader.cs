namespace PodKube.Sandbox.Storage;

/// <summary>Reads the changes of a resource in order, from a revision on. For one reader.</summary>
internal sealed class ChangeReader
{
    private readonly ResourceLog _log;
    private readonly string? _namespace;
    private Task _changed;

    internal ChangeReader(ResourceLog log, string? ns, long position)
    {
        _log = log;
        _namespace = ns;
        Position = position;
        _changed = Task.CompletedTask;
    }

    /// <summary>The revision up to which changes have been taken.</summary>
    public long Position { get; private set; }

    /// <summary>The changes since the last call.</summary>
    /// <exception cref="ExpiredException">The history no longer reaches back that far.</exception>
    public IEnumerable<StoreEvent> Take()
    {
        // Before reading: a change in between then completes this signal.
        _changed = _log.Changed;
        foreach (var change in _log.ChangesAfter(Position))
        {
            Position = change.Object.Revision;
            if (string.IsNullOrEmpty(_namespace) || change.Object.Key.Namespace == _namespace)
            {
                yield return change;
            }
        }
    }

    /// <summary>Waits for a change; false when the other task completed first.</summary>
    public async Task<bool> WaitAsync(Task other, CancellationToken cancellationToken)
    {
        await Task.WhenAny(_changed, other).WaitAsync(cancellationToken).ConfigureAwait(false);
        return _changed.IsCompleted;
    }
}
