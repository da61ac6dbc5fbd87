using System.Globalization;
using System.Text.Json.Nodes;
using PodKube.Sandbox.Controllers.Model;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Storage;
using PodKube.Sandbox.Streams.Logs;

namespace PodKube.Sandbox.Controllers.Pods;

/// <summary>What one run of a container will do: how long it runs, how it ends, what it writes.</summary>
internal sealed record ContainerPlan
{
    /// <summary>How long it runs; null for until it is stopped.</summary>
    public TimeSpan? RunFor { get; init; }

    public int ExitCode { get; init; }

    public string? Message { get; init; }

    /// <summary>How long until it is ready; null for never.</summary>
    public TimeSpan? ReadyAfter { get; init; } = TimeSpan.Zero;

    /// <summary>Reads the plan off the pod's annotations and, where they say nothing, off the command that the container has.</summary>
    public static ContainerPlan For(JsonObject pod, ContainerRun container, WorkloadOptions options)
    {
        string? fail = PodAnnotations.Read(pod, container.Name, PodAnnotations.Fail);
        TimeSpan? runFor = PodAnnotations.ReadDuration(pod, container.Name, PodAnnotations.RunSeconds);
        int? exitCode = ExitCodeOf(pod, container);
        if (fail is "CrashLoopBackOff" or "OOMKilled")
        {
            runFor ??= TimeSpan.Zero;
            exitCode ??= fail == "OOMKilled" ? 137 : 1;
        }

        return new ContainerPlan
        {
            RunFor = runFor ?? (exitCode is not null || EndsByItself(pod, container) ? options.RunTime : null),
            ExitCode = exitCode ?? 0,
            Message = PodAnnotations.Read(pod, container.Name, PodAnnotations.Message),
            ReadyAfter = PodAnnotations.Read(pod, container.Name, PodAnnotations.Ready) == "false"
                ? null
                : PodAnnotations.ReadDuration(pod, container.Name, PodAnnotations.ReadyDelay) ?? TimeSpan.Zero,
        };
    }

    /// <summary>Writes what the container says when it starts.</summary>
    public static void WriteLog(JsonObject pod, ContainerRun container, ContainerLog log, DateTimeOffset now)
    {
        if (PodAnnotations.Read(pod, container.Name, PodAnnotations.Logs) is { } lines)
        {
            log.Write(now, lines);
        }

        if (PodAnnotations.Read(pod, container.Name, PodAnnotations.LogLine) is { } template)
        {
            TimeSpan every = PodAnnotations.ReadDuration(pod, container.Name, PodAnnotations.LogEvery) ?? TimeSpan.FromSeconds(1);
            long limit = long.TryParse(
                PodAnnotations.Read(pod, container.Name, PodAnnotations.LogCount), NumberStyles.None, CultureInfo.InvariantCulture, out long count)
                ? count
                : every > TimeSpan.Zero ? long.MaxValue : 1;
            log.Add(new TickingLines(now, every, template, limit));
        }
    }

    // Containers of jobs, and init containers, are there to end; a pod on its own runs until somebody deletes it.
    private static bool EndsByItself(JsonObject pod, ContainerRun container) =>
        (container.IsInit && !container.IsSidecar) ||
        (pod.Text("spec", "restartPolicy") != "Always" && pod.ControllerOf().Text("kind") == "Job");

    private static int? ExitCodeOf(JsonObject pod, ContainerRun container)
    {
        if (PodAnnotations.Read(pod, container.Name, PodAnnotations.ExitCode) is not { } text)
        {
            return null;
        }

        string[] codes = text.Split(',', StringSplitOptions.TrimEntries);
        return int.TryParse(codes[Math.Min(container.RestartCount, codes.Length - 1)], NumberStyles.None, CultureInfo.InvariantCulture, out int code)
            ? code
            : null;
    }
}
