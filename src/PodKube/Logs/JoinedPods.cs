using PodKube.Client.Resources;
using PodKube.Commands;

namespace PodKube.Logs;

/// <summary>What is known of pods whose logs are followed together. Thread-safe.</summary>
internal sealed class JoinedPods(ContainerChoice choice)
{
    private readonly object _lock = new();
    private readonly Dictionary<string, JoinedPod> _pods = [];

    /// <summary>By pod and container: the run that was read last, and whether its log is still being read.</summary>
    private readonly Dictionary<(string Uid, string Container), (long Run, bool IsOpen)> _runs = [];

    private readonly Dictionary<string, ObjectReference> _jobs = [];
    private bool _isReplaced;

    /// <summary>
    /// Whether every pod has ended and every log was read to its end. Pods of which something else than a job takes care never come to
    /// rest: others take their place.
    /// </summary>
    public bool IsAtRest
    {
        get
        {
            lock (_lock)
            {
                return !_isReplaced && _pods.Values.All(static p => p.Containers.HaveEnded) && _runs.Values.All(static r => !r.IsOpen);
            }
        }
    }

    /// <summary>Whether there has ever been a pod.</summary>
    public bool IsAny { get; private set; }

    /// <summary>The jobs of these pods, which may make more.</summary>
    public IReadOnlyList<ObjectReference> Jobs
    {
        get
        {
            lock (_lock)
            {
                return [.. _jobs.Values];
            }
        }
    }

    /// <summary>Takes over a pod as it is now.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="isInitial">Whether it was there at the beginning.</param>
    public void Put(KubeObject pod, bool isInitial)
    {
        lock (_lock)
        {
            IsAny = true;
            bool wasInitial = _pods.TryGetValue(pod.Uid, out JoinedPod? before) ? before.IsInitial : isInitial;
            _pods[pod.Uid] = new JoinedPod(pod, PodContainers.Of(pod), wasInitial);
            switch (OwnerReferences.ControllerOf(pod))
            {
                case { Kind: "Job", Uid: { } uid } job: _jobs[uid] = job; break;
                case not null: _isReplaced = true; break;
            }
        }
    }

    public void Remove(KubeObject pod)
    {
        lock (_lock)
        {
            _pods.Remove(pod.Uid);
        }
    }

    /// <summary>The containers that have started since the last call, and whose logs are therefore to be read.</summary>
    public IReadOnlyList<(JoinedPod Pod, string Container)> TakeStarted()
    {
        lock (_lock)
        {
            return [.. _pods.Values.SelectMany(p => p.Containers.Choose(choice).Where(c => TryBegin(p, c)).Select(c => (p, c)))];
        }
    }

    /// <summary>A log has come to its end.</summary>
    public void Close(JoinedPod pod, string container)
    {
        lock (_lock)
        {
            (string, string) key = (pod.Item.Uid, container);
            _runs[key] = _runs[key] with { IsOpen = false };
        }
    }

    // A log that is still open goes over to the container's next run by itself.
    private bool TryBegin(JoinedPod pod, string container)
    {
        if (pod.Containers.RestartsOf(container) is not { } run)
        {
            return false;
        }

        (string, string) key = (pod.Item.Uid, container);
        bool known = _runs.TryGetValue(key, out (long Run, bool IsOpen) last);
        bool begins = !known || (!last.IsOpen && run > last.Run);
        _runs[key] = (run, begins || last.IsOpen);
        return begins;
    }
}
