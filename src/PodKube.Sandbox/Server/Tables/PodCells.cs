using System.Globalization;
using System.Text.Json.Nodes;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Server.Tables;

/// <summary>The cells of a pod that need more than a field: readiness, status and restarts over all containers.</summary>
internal static class PodCells
{
    public static string Ready(TableRow row)
    {
        var total = TableRow.Containers(row.Spec).Count() + Sidecars(row).Count();
        var ready = Statuses(row, "containerStatuses").Concat(SidecarStatuses(row)).Count(status => status.GetBool("ready") == true);
        return string.Create(CultureInfo.InvariantCulture, $"{ready}/{total}");
    }

    public static string Status(TableRow row)
    {
        var reason = row.Status.GetText("reason") is { Length: > 0 } given ? given : row.Status.GetText("phase") ?? "";
        if (row.Status.GetText("phase") == "Pending" && IsGated(row))
        {
            reason = "SchedulingGated";
        }

        reason = Initializing(row) ?? FromContainers(row, reason);
        if (!row.Object.IsDeleting())
        {
            return reason;
        }

        return row.Status.GetText("reason") == "NodeLost" ? "Unknown" : row.Status.GetText("phase") is "Succeeded" or "Failed" ? reason : "Terminating";
    }

    public static string Restarts(TableRow row)
    {
        var statuses = Statuses(row, "containerStatuses").Concat(Initializing(row) is null ? SidecarStatuses(row) : Statuses(row, "initContainerStatuses")).ToList();
        var count = statuses.Sum(status => status.GetLong("restartCount") ?? 0);
        var last = statuses.Select(status => status.At("lastState", "terminated", "finishedAt").AsText()).Where(time => time is not null).Max(StringComparer.Ordinal);
        var text = count.ToString(CultureInfo.InvariantCulture);
        return count > 0 && last is not null ? $"{text} ({row.Since(last)} ago)" : text;
    }

    public static string ReadinessGates(TableRow row)
    {
        var gates = row.Spec.GetArray("readinessGates").Objects().Select(gate => gate.GetText("conditionType")).ToList();
        if (gates.Count == 0)
        {
            return TableRow.None;
        }

        var passed = gates.Count(gate => row.Status.GetArray("conditions").Objects()
            .Any(condition => condition.GetText("type") == gate && condition.GetText("status") == "True"));
        return string.Create(CultureInfo.InvariantCulture, $"{passed}/{gates.Count}");
    }

    private static bool IsGated(TableRow row) => row.Status.GetArray("conditions").Objects()
        .Any(condition => condition.GetText("type") == "PodScheduled" && condition.GetText("reason") == "SchedulingGated");

    private static IEnumerable<JsonObject> Statuses(TableRow row, string list) => row.Status.GetArray(list).Objects();

    private static IEnumerable<JsonObject> Sidecars(TableRow row) =>
        row.Spec.GetArray("initContainers").Objects().Where(container => container.GetText("restartPolicy") == "Always");

    private static IEnumerable<JsonObject> SidecarStatuses(TableRow row)
    {
        var names = Sidecars(row).Select(container => container.GetText("name")).ToHashSet();
        return Statuses(row, "initContainerStatuses").Where(status => names.Contains(status.GetText("name")));
    }

    /// <summary>Init:… while init containers run; null when they are through.</summary>
    private static string? Initializing(TableRow row)
    {
        var sidecars = Sidecars(row).Select(container => container.GetText("name")).ToHashSet();
        var index = 0;
        foreach (var status in Statuses(row, "initContainerStatuses"))
        {
            var state = status.GetObject("state");
            var terminated = state.GetObject("terminated");
            var waiting = state.GetObject("waiting").GetText("reason");
            if (terminated is not null && terminated.GetLong("exitCode") is null or 0)
            {
                if (terminated is not null)
                {
                    index++;
                    continue;
                }
            }

            if (sidecars.Contains(status.GetText("name")) && status.GetBool("started") == true)
            {
                index++;
                continue;
            }

            if (terminated is not null)
            {
                return "Init:" + (terminated.GetText("reason") is { Length: > 0 } reason ? reason : $"ExitCode:{terminated.GetLong("exitCode")}");
            }

            return waiting is not (null or "" or "PodInitializing")
                ? "Init:" + waiting
                : string.Create(CultureInfo.InvariantCulture, $"Init:{index}/{row.Spec.GetArray("initContainers")?.Count ?? 0}");
        }

        return null;
    }

    private static string FromContainers(TableRow row, string reason)
    {
        var running = false;
        foreach (var status in Statuses(row, "containerStatuses").Reverse())
        {
            var state = status.GetObject("state");
            if (state.GetObject("waiting").GetText("reason") is { Length: > 0 } waiting)
            {
                reason = waiting;
            }
            else if (state.GetObject("terminated") is { } terminated)
            {
                reason = terminated.GetText("reason") is { Length: > 0 } why ? why
                    : terminated.GetLong("signal") is { } signal and not 0 ? $"Signal:{signal}" : $"ExitCode:{terminated.GetLong("exitCode") ?? 0}";
            }
            else if (status.GetBool("ready") == true && state.GetObject("running") is not null)
            {
                running = true;
            }
        }

        if (reason != "Completed" || !running)
        {
            return reason;
        }

        var ready = row.Status.GetArray("conditions").Objects()
            .Any(condition => condition.GetText("type") == "Ready" && condition.GetText("status") == "True");
        return ready ? "Running" : "NotReady";
    }
}
