using System.Globalization;
using System.Text.Json.Nodes;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Server.Tables;

/// <summary>The cells of jobs and quotas that need more than a field.</summary>
internal static class BatchCells
{
    public static string JobStatus(TableRow row)
    {
        foreach (var type in (ReadOnlySpan<string>)["Complete", "Failed", "Suspended", "FailureTarget", "SuccessCriteriaMet"])
        {
            if (Condition(row, type) is not null)
            {
                return type;
            }
        }

        return row.Object.IsDeleting() ? "Terminating" : "Running";
    }

    public static string Completions(TableRow row)
    {
        var succeeded = row.Status.GetLong("succeeded") ?? 0;
        if (row.Spec.GetLong("completions") is { } completions)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{succeeded}/{completions}");
        }

        var parallelism = row.Spec.GetLong("parallelism") ?? 0;
        return parallelism > 1
            ? string.Create(CultureInfo.InvariantCulture, $"{succeeded}/1 of {parallelism}")
            : string.Create(CultureInfo.InvariantCulture, $"{succeeded}/1");
    }

    public static string Duration(TableRow row)
    {
        if (!TableRow.TryTime(row.Status.GetText("startTime"), out var start))
        {
            return "";
        }

        if (TableRow.TryTime(row.Status.GetText("completionTime"), out var end)
            || TableRow.TryTime(Condition(row, "Failed").GetText("lastTransitionTime"), out end))
        {
            return HumanDuration.Format(end - start);
        }

        return HumanDuration.Format(row.Now - start);
    }

    public static string Quota(TableRow row, bool limits)
    {
        var used = row.Status.GetObject("used");
        var entries = row.Status.GetObject("hard").TextMembers()
            .Where(entry => entry.Key.StartsWith("limits", StringComparison.Ordinal) == limits)
            .OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => $"{entry.Key}: {used.GetText(entry.Key)}/{entry.Value}");
        return string.Join(", ", entries);
    }

    private static JsonObject? Condition(TableRow row, string type) => row.Status.GetArray("conditions").Objects()
        .FirstOrDefault(condition => condition.GetText("type") == type && condition.GetText("status") == "True");
}
