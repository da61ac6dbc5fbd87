using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Controllers.Runtime;

/// <summary>
/// One control loop. It hears of every change to the resources it names, says which objects to look at, and brings one object
/// at a time to its wished state. All of it runs on the runtime's dispatcher: no controller needs a lock.
/// </summary>
internal abstract class Controller
{
    private WorkQueue? _queue;

    /// <summary>The name under which it appears in errors, as kube-controller-manager calls it.</summary>
    public abstract string Name { get; }

    /// <summary>The resources whose changes it hears of; empty for all.</summary>
    public abstract IReadOnlyCollection<string> Resources { get; }

    /// <summary>Hears of a change and enqueues the objects that it concerns.</summary>
    public abstract void Observe(StoreEvent change);

    /// <summary>Brings the object to its wished state, as far as that is possible now. Called again after an exception.</summary>
    public abstract void Reconcile(ObjectKey key);

    internal void Attach(WorkQueue queue) => _queue = queue;

    protected void Enqueue(ObjectKey key) => _queue?.Add(new WorkItem(this, key));

    protected void EnqueueAt(ObjectKey key, DateTimeOffset due) => _queue?.AddAt(new WorkItem(this, key), due);
}
