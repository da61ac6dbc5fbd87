namespace PodKube.Client.Resources;

/// <summary>Keeps a long list from filling the memory with objects that nobody holds any more.</summary>
/// <remarks>
/// The youngest generation may grow to the size of the processor's cache before it is collected
/// (https://github.com/dotnet/runtime/blob/main/docs/design/coreclr/botr/garbage-collection.md), which is 100 MB and more on servers: far
/// too much for a shell in a pod. Collecting that generation alone costs about a millisecond where its objects are dead. Where they turn
/// out to be kept it costs several, in vain, and the distance to the next time grows.
/// </remarks>
internal sealed class YoungGarbage
{
    /// <summary>As many objects may be on their way from the server to who lists them, held by nobody else: those tell nothing.</summary>
    internal const int MostOnTheWay = 256;

    internal const long ShortStep = 1024 * 1024;
    internal const long LongStep = 32 * ShortStep;

    internal const int Witnesses = 8;

    /// <summary>So many objects lie between two witnesses: a collection of the runtime's own makes older what is on its way then, but never all of them.</summary>
    internal const int WitnessDistance = 64;

    private readonly object _lock = new();
    private readonly Action _collect;
    private readonly List<WeakReference> _witnesses = new(Witnesses);
    private int _sinceWitness;
    private long _step = ShortStep;
    private long _made;

    /// <param name="collect">Collects the garbage; null collects this process's.</param>
    internal YoungGarbage(Action? collect = null) => _collect = collect ?? CollectYoungest;

    /// <summary>Says that so many bytes were taken for these objects. Safe to call from several threads: pages overlap.</summary>
    internal void Add(int bytes, ReadOnlySpan<KubeObject> objects)
    {
        lock (_lock)
        {
            Watch(objects);
            _made += bytes;
            if (_made >= _step)
            {
                _collect();
                _made = 0;
                if (_witnesses.Count == Witnesses && _sinceWitness >= MostOnTheWay)
                {
                    _step = _witnesses.TrueForAll(static w => w.IsAlive) ? LongStep : ShortStep;
                    _witnesses.Clear();
                }
            }
        }
    }

    /// <summary>A few objects stand for all: whether they outlive a collection tells whether the list is kept.</summary>
    private void Watch(ReadOnlySpan<KubeObject> objects)
    {
        foreach (KubeObject item in objects)
        {
            if (_witnesses.Count == 0 || (_witnesses.Count < Witnesses && _sinceWitness >= WitnessDistance))
            {
                // What is made of an object holds its text, not the object.
                _witnesses.Add(new WeakReference(item.Text));
                _sinceWitness = 0;
            }

            _sinceWitness++;
        }
    }

    private static void CollectYoungest() => GC.Collect(0, GCCollectionMode.Forced, blocking: true);
}
