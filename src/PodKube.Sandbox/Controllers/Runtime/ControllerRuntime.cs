using System.Collections.Concurrent;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Controllers.Runtime;

/// <summary>
/// Runs the controllers, one reconcile at a time. Every change of the store reaches the shared view and the controllers before the next
/// reconcile begins, so a controller always sees its own writes. It costs nothing while nothing changes and nothing is due; all
/// waiting is a timer of the <see cref="TimeProvider"/>.
/// </summary>
internal sealed class ControllerRuntime : IAsyncDisposable
{
    private const int ConflictsInARow = 5;

    private readonly ConcurrentQueue<StoreEvent> _changes = new();
    private readonly ConcurrentQueue<Action> _posted = new();
    private readonly SemaphoreSlim _signal = new(0, 1);
    private readonly SemaphoreSlim _dispatcher = new(1, 1);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Controller> _everything = [];
    private readonly Dictionary<string, List<Controller>> _byResource = new(StringComparer.Ordinal);
    private readonly Dictionary<WorkItem, int> _conflicts = [];
    private readonly List<Action<StoreEvent>> _views = [];
    private readonly ObjectStore _store;
    private readonly TimeProvider _clock;
    private readonly Action<string, Exception> _onError;
    private readonly WorkQueue _queue;
    private readonly ITimer _timer;
    private Task _loop = Task.CompletedTask;

    public ControllerRuntime(ObjectStore store, TimeProvider clock, Action<string, Exception>? onError = null)
    {
        _store = store;
        _clock = clock;
        _onError = onError ?? ((_, _) => { });
        _queue = new WorkQueue(clock);
        _timer = clock.CreateTimer(_ => Wake(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        store.Written += OnWritten;
    }

    /// <summary>Adds a view that is kept up to date before the controllers hear of a change.</summary>
    public void AddView(Action<StoreEvent> apply) => _views.Add(apply);

    public void Add(Controller controller)
    {
        controller.Attach(_queue);
        if (controller.Resources.Count == 0)
        {
            _everything.Add(controller);
        }

        foreach (string resource in controller.Resources)
        {
            if (!_byResource.TryGetValue(resource, out List<Controller>? interested))
            {
                _byResource[resource] = interested = [];
            }

            interested.Add(controller);
        }
    }

    /// <summary>Takes in what the store held before this runtime listened.</summary>
    public void Adopt(IEnumerable<string> resources)
    {
        foreach (string resource in resources)
        {
            foreach (StoredObject item in _store.List(resource).Items)
            {
                OnWritten(new StoreEvent(StoreEventType.Added, item, null));
            }
        }
    }

    /// <summary>Runs something on the dispatcher, between two reconciles: the way in for those who are no controllers.</summary>
    public void Post(Action work)
    {
        _posted.Enqueue(work);
        Wake();
    }

    /// <summary>Begins to work in the background; without it only <see cref="SettleAsync"/> works.</summary>
    public void Start() => _loop = Task.Run(RunAsync);

    /// <summary>
    /// Works until nothing is left that is due now. What is held until a later time stays held: a test moves its clock and settles again.
    /// </summary>
    public async Task SettleAsync(CancellationToken cancellationToken = default)
    {
        await _dispatcher.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            WorkUntilIdle(cancellationToken);
        }
        finally
        {
            _dispatcher.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _store.Written -= OnWritten;
        await _stop.CancelAsync().ConfigureAwait(false);
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _timer.DisposeAsync().ConfigureAwait(false);
        _stop.Dispose();
        _dispatcher.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            await _signal.WaitAsync(_stop.Token).ConfigureAwait(false);
            await SettleAsync(_stop.Token).ConfigureAwait(false);
        }
    }

    private void OnWritten(StoreEvent change)
    {
        _changes.Enqueue(change);
        Wake();
    }

    private void Wake()
    {
        try
        {
            if (_signal.CurrentCount == 0)
            {
                _signal.Release();
            }
        }
        catch (SemaphoreFullException)
        {
            // Another writer woke the dispatcher in the same moment: once is enough.
        }
    }

    private void WorkUntilIdle(CancellationToken cancellationToken)
    {
        TakeInChanges();
        while (!cancellationToken.IsCancellationRequested && _queue.TryTake(out WorkItem? item))
        {
            Work(item);
            TakeInChanges();
        }

        SetTimer();
    }

    private void TakeInChanges()
    {
        while (_posted.TryDequeue(out Action? work))
        {
            work();
        }

        while (_changes.TryDequeue(out StoreEvent? change))
        {
            _views.ForEach(apply => apply(change));
            _everything.ForEach(controller => Tell(controller, change));
            if (_byResource.TryGetValue(change.Object.Key.Resource, out List<Controller>? interested))
            {
                interested.ForEach(controller => Tell(controller, change));
            }
        }
    }

    private void Tell(Controller controller, StoreEvent change)
    {
        try
        {
            controller.Observe(change);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            _onError(controller.Name, error);
        }
    }

    private void Work(WorkItem item)
    {
        try
        {
            item.Controller.Reconcile(item.Key);
            _queue.Forgive(item);
            _conflicts.Remove(item);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            Retry(item, error);
        }
    }

    // A conflict only says that someone else wrote first: looking again at once is what the real controllers' caches amount to.
    private void Retry(WorkItem item, Exception error)
    {
        if (ClusterClient.IsConflict(error) && _conflicts.GetValueOrDefault(item) < ConflictsInARow)
        {
            _conflicts[item] = _conflicts.GetValueOrDefault(item) + 1;
            _queue.Add(item);
            return;
        }

        _conflicts.Remove(item);
        _onError(item.Controller.Name, error);
        _queue.AddAfterFailure(item);
    }

    private void SetTimer()
    {
        if (_queue.NextDue is { } due)
        {
            // Timers count whole milliseconds: rounded up, so that it never fires just before the item is due.
            double wait = Math.Ceiling((due - _clock.GetUtcNow()).TotalMilliseconds);
            _timer.Change(TimeSpan.FromMilliseconds(Math.Max(wait, 0)), Timeout.InfiniteTimeSpan);
        }
    }
}
