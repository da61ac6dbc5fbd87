using System.Globalization;

namespace PodKube.Objects.Columns;

/// <summary>
/// What kubectl's table says of a pod, by the same rules as the API server's printer
/// (https://github.com/kubernetes/kubernetes/blob/master/pkg/printers/internalversion/printers.go, printPod).
/// </summary>
internal sealed class PodSummary
{
    private readonly KubeValue _metadata;
    private readonly KubeValue _spec;
    private readonly KubeValue _status;

    private long _sidecarRestarts;
    private DateTime? _sidecarLastRestart;

    private PodSummary(KubeValue pod)
    {
        _metadata = pod["metadata"];
        _spec = pod["spec"];
        _status = pod["status"];
        State = _status["reason"].Text ?? _status["phase"].Text ?? "Unknown";
    }

    public string State { get; private set; }

    public int Ready { get; private set; }

    public int Total { get; private set; }

    public long Restarts { get; private set; }

    public DateTime? LastRestart { get; private set; }

    public static PodSummary Of(KubeValue pod)
    {
        PodSummary summary = new(pod);
        summary.Read();
        return summary;
    }

    private void Read()
    {
        HashSet<string> sidecars = [.. _spec["initContainers"].Items()
            .Where(static c => c["restartPolicy"].Text == "Always").Select(static c => c["name"].Text ?? "")];
        Total = _spec["containers"].Count + sidecars.Count;
        if (ColumnText.Condition(_status, "PodScheduled")["reason"].Text == "SchedulingGated")
        {
            State = "SchedulingGated";
        }

        bool initializing = ReadInitContainers(sidecars);
        if (!initializing || ColumnText.HasCondition(_status, "Initialized"))
        {
            ReadContainers();
        }

        ReadDeletion();
    }

    private bool ReadInitContainers(HashSet<string> sidecars)
    {
        int index = 0;
        foreach (KubeValue container in _status["initContainerStatuses"].Items())
        {
            bool sidecar = sidecars.Contains(container["name"].Text ?? "");
            CountRestarts(container);
            if (sidecar)
            {
                _sidecarRestarts += container["restartCount"].Number ?? 0;
                _sidecarLastRestart = Later(_sidecarLastRestart, LastEnd(container));
            }

            string? waits = InitState(container, sidecar, index++);
            if (waits is not null)
            {
                State = "Init:" + waits;
                return true;
            }
        }

        return false;
    }

    /// <summary>What an init container keeps the pod waiting for; null when it is done (or a sidecar that has started).</summary>
    private string? InitState(KubeValue container, bool sidecar, int index)
    {
        KubeValue terminated = container["state"]["terminated"];
        if (terminated.Exists && terminated["exitCode"].Number == 0)
        {
            return null;
        }

        if (sidecar && container["started"].IsTrue)
        {
            Ready += container["ready"].IsTrue ? 1 : 0;
            return null;
        }

        if (terminated.Exists)
        {
            return TerminationText(terminated);
        }

        string? waiting = container["state"]["waiting"]["reason"].Text;
        return string.IsNullOrEmpty(waiting) || waiting == "PodInitializing"
            ? string.Create(CultureInfo.InvariantCulture, $"{index}/{_spec["initContainers"].Count}")
            : waiting;
    }

    private void ReadContainers()
    {
        Restarts = _sidecarRestarts;
        LastRestart = _sidecarLastRestart;
        bool running = false;
        foreach (KubeValue container in _status["containerStatuses"].Items().Reverse())
        {
            CountRestarts(container);
            string? waiting = container["state"]["waiting"]["reason"].Text;
            KubeValue terminated = container["state"]["terminated"];
            if (!string.IsNullOrEmpty(waiting))
            {
                State = waiting;
            }
            else if (terminated.Exists)
            {
                State = TerminationText(terminated);
            }
            else if (container["ready"].IsTrue && container["state"]["running"].Exists)
            {
                running = true;
                Ready++;
            }
        }

        if (State == "Completed" && running)
        {
            State = ColumnText.HasCondition(_status, "Ready") ? "Running" : "NotReady";
        }
    }

    private void ReadDeletion()
    {
        if (!_metadata["deletionTimestamp"].Exists)
        {
            return;
        }

        if (_status["reason"].Text == "NodeLost")
        {
            State = "Unknown";
        }
        else if (_status["phase"].Text is not ("Succeeded" or "Failed"))
        {
            State = "Terminating";
        }
    }

    private void CountRestarts(KubeValue container)
    {
        Restarts += container["restartCount"].Number ?? 0;
        LastRestart = Later(LastRestart, LastEnd(container));
    }

    private static string TerminationText(KubeValue terminated) => terminated switch
    {
        _ when terminated["reason"].Text is { Length: > 0 } reason => reason,
        _ when terminated["signal"].Number is long signal and not 0 => string.Create(CultureInfo.InvariantCulture, $"Signal:{signal}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"ExitCode:{terminated["exitCode"].Number ?? 0}"),
    };

    private static DateTime? LastEnd(KubeValue container) => container["lastState"]["terminated"]["finishedAt"].Time;

    private static DateTime? Later(DateTime? one, DateTime? other) => other is null || one > other ? one : other;
}
