using System.Globalization;
using System.Text.Json.Nodes;
using PodKube.Sandbox.Controllers.Apps;
using PodKube.Sandbox.Controllers.Model;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Controllers.Batch;

/// <summary>The pods of a Job: how they are made, and which index they stand for.</summary>
internal static class JobPods
{
    public const string TrackingFinalizer = "batch.kubernetes.io/job-tracking";
    private const string IndexKey = "batch.kubernetes.io/job-completion-index";

    public static JsonObject Build(JsonObject job, int? index)
    {
        JsonObject pod = PodFactory.FromTemplate(job.Map("spec", "template")!, job);
        pod.Metadata().EnsureArray("finalizers").Add((JsonNode)JsonValue.Create(TrackingFinalizer));
        if (index is { } number)
        {
            string text = number.ToString(CultureInfo.InvariantCulture);
            pod.Metadata()["generateName"] = $"{job.Name()}-{text}-";
            pod.SetAnnotation(IndexKey, text);
            pod.SetLabel(IndexKey, text);
            pod.EnsureObject("spec")["hostname"] = $"{job.Name()}-{text}";
            AddIndexVariable(pod);
        }

        return pod;
    }

    /// <summary>The index of a pod of an indexed Job.</summary>
    public static int? IndexOf(PodFacts pod) =>
        int.TryParse(pod.Label(IndexKey), NumberStyles.None, CultureInfo.InvariantCulture, out int index) ? index : null;

    /// <summary>Indexes as a Job's status has them: <c>0-2,4</c>.</summary>
    public static string Ranges(IEnumerable<int> indexes)
    {
        List<(int First, int Last)> ranges = [];
        foreach (int index in indexes.Order())
        {
            if (ranges.Count > 0 && ranges[^1].Last == index - 1)
            {
                ranges[^1] = (ranges[^1].First, index);
            }
            else
            {
                ranges.Add((index, index));
            }
        }

        return string.Join(",", ranges.Select(range => range.First == range.Last
            ? range.First.ToString(CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{range.First}{(range.Last == range.First + 1 ? ',' : '-')}{range.Last}")));
    }

    /// <summary>The indexes of such a text.</summary>
    public static IEnumerable<int> ParseRanges(string? text)
    {
        foreach (string part in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] ends = part.Split('-');
            if (int.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out int first) &&
                int.TryParse(ends[^1], NumberStyles.None, CultureInfo.InvariantCulture, out int last) && last - first < 1_000_000)
            {
                for (int index = first; index <= last; index++)
                {
                    yield return index;
                }
            }
        }
    }

    private static void AddIndexVariable(JsonObject pod)
    {
        foreach (JsonObject container in pod.Items("spec", "containers").Concat(pod.Items("spec", "initContainers")))
        {
            container.EnsureArray("env").Add((JsonNode)new JsonObject
            {
                ["name"] = "JOB_COMPLETION_INDEX",
                ["valueFrom"] = new JsonObject
                {
                    ["fieldRef"] = new JsonObject { ["apiVersion"] = "v1", ["fieldPath"] = $"metadata.labels['{IndexKey}']" },
                },
            });
        }
    }
}
