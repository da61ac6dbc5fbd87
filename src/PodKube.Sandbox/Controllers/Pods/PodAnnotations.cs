using System.Globalization;
using System.Text.Json.Nodes;
using PodKube.Sandbox.Controllers.Model;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Controllers.Pods;

/// <summary>
/// How a pretend pod behaves, said by annotations. Each holds for every container of the pod, or for one when its name ends in
/// <c>.CONTAINER</c> (<c>sandbox.podkube.dev/exit-code.main</c>). Durations are seconds (<c>1.5</c>) or Go durations (<c>300ms</c>, <c>2m</c>).
/// </summary>
internal static class PodAnnotations
{
    public const string Prefix = "sandbox.podkube.dev/";

    /// <summary>How long the containers take from being scheduled to running.</summary>
    public const string StartDelay = "start-delay";

    /// <summary>How long a running container takes to become ready.</summary>
    public const string ReadyDelay = "ready-delay";

    /// <summary>"false": runs, but never becomes ready.</summary>
    public const string Ready = "ready";

    /// <summary>How long a container runs before it exits by itself.</summary>
    public const string RunSeconds = "run-seconds";

    /// <summary>With what it exits; several, separated by commas, for one run after the other.</summary>
    public const string ExitCode = "exit-code";

    /// <summary>How long a container takes to stop when its pod is deleted (at most the grace period).</summary>
    public const string StopDelay = "stop-delay";

    /// <summary>
    /// What goes wrong: ErrImagePull, ImagePullBackOff, InvalidImageName, CreateContainerConfigError, ContainerCreating, CrashLoopBackOff,
    /// OOMKilled, Evicted or Unschedulable.
    /// </summary>
    public const string Fail = "fail";

    /// <summary>The termination message of a container that exits.</summary>
    public const string Message = "message";

    /// <summary>The lines that a container writes when it starts.</summary>
    public const string Logs = "logs";

    /// <summary>A line that a container writes every <see cref="LogEvery"/>; <c>{n}</c> is its number.</summary>
    public const string LogLine = "log-line";

    /// <summary>How often <see cref="LogLine"/> is written; one second by default.</summary>
    public const string LogEvery = "log-every";

    /// <summary>How many times <see cref="LogLine"/> is written; without end by default.</summary>
    public const string LogCount = "log-count";

    /// <summary>The lines of the run before this one (<c>kubectl logs --previous</c>), as if it had restarted already.</summary>
    public const string PreviousLogs = "previous-logs";

    /// <summary>The container's files: a JSON object of path to content.</summary>
    public const string Files = "files";

    /// <summary>Scripted commands: a JSON object of command line to output, or to {stdout, stderr, exitCode}.</summary>
    public const string Exec = "exec";

    /// <summary>What the pod's ports answer: a JSON object of port to text, or to "echo".</summary>
    public const string Ports = "ports";

    /// <summary>The annotation of the container, else that of its pod.</summary>
    public static string? Read(JsonNode? pod, string container, string name) =>
        pod.Annotation(Prefix + name + "." + container) ?? pod.Annotation(Prefix + name);

    /// <summary>The duration in the annotation; null where there is none or it is malformed.</summary>
    public static TimeSpan? ReadDuration(JsonNode? pod, string container, string name) => ParseDuration(Read(pod, container, name));

    /// <summary>Reads <c>1.5</c> (seconds) or a Go duration such as <c>1m30s</c> or <c>300ms</c>.</summary>
    public static TimeSpan? ParseDuration(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (TryNumber(text, out double seconds))
        {
            return Span(seconds);
        }

        double total = 0;
        for (int at = 0; at < text.Length;)
        {
            int unitAt = at;
            while (unitAt < text.Length && (char.IsAsciiDigit(text[unitAt]) || text[unitAt] == '.'))
            {
                unitAt++;
            }

            int end = unitAt;
            while (end < text.Length && char.IsAsciiLetter(text[end]))
            {
                end++;
            }

            if (!TryNumber(text[at..unitAt], out double value) || UnitSeconds(text[unitAt..end]) is not { } unit)
            {
                return null;
            }

            total += value * unit;
            at = end;
        }

        return Span(total);
    }

    private static double? UnitSeconds(string unit) => unit switch
    {
        "ms" => 0.001,
        "s" => 1,
        "m" => 60,
        "h" => 3600,
        _ => null,
    };

    private static bool TryNumber(string text, out double value) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value);

    private static TimeSpan? Span(double seconds) => seconds <= TimeSpan.MaxValue.TotalSeconds / 2 ? TimeSpan.FromSeconds(seconds) : null;
}
