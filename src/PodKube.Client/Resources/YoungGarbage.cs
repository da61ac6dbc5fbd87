namespace PodKube.Client.Resources;

/// <summary>Keeps a long list from filling the memory with objects that nobody holds any more.</summary>
/// <remarks>
/// The youngest generation may grow to the size of the processor's cache before it is collected
/// (https://github.com/dotnet/runtime/blob/main/docs/design/coreclr/botr/garbage-collection.md), which is 100 MB and more on servers: far
/// too much for a shell in a pod. Collecting that generation alone costs about a millisecond where its objects are dead. Where they turn
/// out to be kept, looking again soon would be in vain, and the distance to the next time grows.
/// </remarks>
internal sealed class YoungGarbage
{
    // What the process made before the list goes soon, so that the list takes its place.
    private const long FirstStep = 512 * 1024;
    private const long ShortestStep = 1536 * 1024;
    private const long LongestStep = 32 * ShortestStep;

    private readonly object _lock = new();
    private readonly Func<long> _collect;
    private long _step = FirstStep;
    private long _made;
    private bool _wasKept;

    /// <param name="collect">Collects the garbage and says how many bytes turned out to be kept; null collects this process's.</param>
    internal YoungGarbage(Func<long>? collect = null) => _collect = collect ?? Collect;

    /// <summary>Says that so many bytes of objects were made. Safe to call from several threads: pages overlap.</summary>
    internal void Add(int bytes)
    {
        lock (_lock)
        {
            _made += bytes;
            if (_made >= _step)
            {
                bool isKept = _collect() > _made;
                _step = isKept && _wasKept ? Math.Min(_step * 4, LongestStep) : ShortestStep;
                _wasKept = isKept;
                _made = 0;
            }
        }
    }

    private static long Collect()
    {
        GC.Collect(0, GCCollectionMode.Forced, blocking: true);
        return GC.GetGCMemoryInfo(GCKind.Ephemeral).PromotedBytes;
    }
}
