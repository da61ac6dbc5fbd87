using System.Collections.Concurrent;
using PodKube.Client.Http;

namespace PodKube.Sessions;

/// <summary>
/// Records the requests of all sessions of this process while it is at work: a script's calls come from any runspace and thread, so they
/// cannot be told apart by where they come from. Recorders may be nested.
/// </summary>
internal sealed class AccessRecorder : IDisposable
{
    private static readonly ConcurrentDictionary<AccessRecorder, bool> s_active = new();

    private readonly ConcurrentQueue<RequestObservation> _requests = new();

    private AccessRecorder()
    {
    }

    /// <summary>What was recorded so far.</summary>
    public IReadOnlyCollection<RequestObservation> Requests => _requests.ToArray();

    public static AccessRecorder Start()
    {
        AccessRecorder recorder = new();
        s_active[recorder] = true;
        return recorder;
    }

    /// <summary>Tells all recorders about a request. Called from any thread.</summary>
    public static void Observe(RequestObservation request)
    {
        foreach ((AccessRecorder recorder, _) in s_active)
        {
            recorder._requests.Enqueue(request);
        }
    }

    public void Dispose() => s_active.TryRemove(this, out _);
}
