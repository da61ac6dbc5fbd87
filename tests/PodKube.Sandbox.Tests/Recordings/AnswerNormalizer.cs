using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace PodKube.Sandbox.Tests.Recordings;

/// <summary>Replaces what differs between any two runs, as the recordings' README lists it, by fixed texts.</summary>
internal static partial class AnswerNormalizer
{
    private const string Revision = "deployment.kubernetes.io/revision";

    private static readonly HashSet<string> s_workloads =
        ["Deployment", "ReplicaSet", "Pod", "Job", "Scale", "DaemonSet", "StatefulSet", "CronJob"];

    private static readonly Dictionary<string, string> s_volatileMembers = new(StringComparer.Ordinal)
    {
        ["uid"] = "<uid>",
        ["resourceVersion"] = "<version>",
        ["continue"] = "<continue>",
        ["clusterIP"] = "<address>",
        ["token"] = "<token>",
        ["pod-template-hash"] = "<hash>",
        ["serverAddress"] = "<server>",
        ["authentication.kubernetes.io/credential-id"] = "<credential>",
    };

    /// <summary>What a table of deployments shows of their status: how far the controllers have come is a matter of time.</summary>
    private static readonly string[] s_statusColumns = ["Ready", "Up-to-date", "Available"];

    public static JsonNode? Normalize(JsonNode? answer) => Visit(answer?.DeepClone(), null);

    private static JsonNode? Visit(JsonNode? node, string? member)
    {
        switch (node)
        {
            case JsonObject obj:
                return Members(obj);
            case JsonArray array:
                return Elements(array, member);
            default:
                return node is JsonValue value && value.TryGetValue<string>(out var text) ? JsonValue.Create(Text(text, member)) : node?.DeepClone();
        }
    }

    private static JsonObject Members(JsonObject obj)
    {
        var kind = (obj["kind"] as JsonValue)?.GetValue<string>() ?? "";
        if (s_workloads.Contains(kind) || LooksLikeWorkload(obj))
        {
            obj.Remove("status");
        }

        if (kind == "Table")
        {
            CutStatusCells(obj);
        }

        CutMetadata(obj["metadata"] as JsonObject);
        var generated = (obj["generateName"] as JsonValue)?.GetValue<string>();
        var result = new JsonObject();
        foreach (var (name, value) in obj.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            var content = name == "name" && generated is not null ? JsonValue.Create(TemplateSet().Replace(generated, "-<hash>-") + "<suffix>") : value;
            result[name] = Visit(content, name);
        }

        return result;
    }

    private static void CutStatusCells(JsonObject table)
    {
        List<string> columns = [.. (table["columnDefinitions"] as JsonArray ?? []).Select(column => (string)column!["name"]!)];
        if (!s_statusColumns.All(columns.Contains))
        {
            return;
        }

        foreach (var row in table["rows"] as JsonArray ?? [])
        {
            foreach (var column in s_statusColumns)
            {
                row!["cells"]![columns.IndexOf(column)] = "<status>";
            }
        }
    }

    /// <summary>Items of lists come without a kind: what has containers or a template of them is a workload.</summary>
    private static bool LooksLikeWorkload(JsonObject obj) =>
        obj["metadata"] is not null && obj["spec"] is JsonObject spec && (spec["containers"] is not null || spec["template"] is not null || spec["jobTemplate"] is not null);

    private static void CutMetadata(JsonObject? metadata)
    {
        if (metadata is null)
        {
            return;
        }

        if (metadata["annotations"] is JsonObject annotations && annotations.Remove(Revision) && annotations.Count == 0)
        {
            metadata.Remove("annotations");
        }

        if (metadata["managedFields"] is JsonArray entries)
        {
            var isWorkload = entries.Any(entry => entry?["apiVersion"]?.ToString() is "apps/v1" or "batch/v1");
            var kept = entries.Where(entry => !(isWorkload || IsPodEntry(entry)) || entry?["manager"]?.ToString() != "kube-controller-manager")
                .Select(entry => entry?.DeepClone()).ToList();
            metadata.Remove("managedFields");
            if (kept.Count > 0)
            {
                metadata["managedFields"] = new JsonArray([.. kept]);
            }
        }
    }

    private static bool IsPodEntry(JsonNode? entry) => entry?["fieldsV1"]?["f:spec"]?["f:containers"] is not null;

    private static JsonArray Elements(JsonArray array, string? member)
    {
        var elements = array.Select(element => Visit(element?.DeepClone(), member)).ToList();
        if (member is "managedFields" or "resourceRules" or "nonResourceRules")
        {
            elements = [.. elements.OrderBy(element => element!.ToJsonString(), StringComparer.Ordinal)];
        }

        return new JsonArray([.. elements]);
    }

    private static string Text(string text, string? member)
    {
        if (text.Length > 0 && member is not null && s_volatileMembers.TryGetValue(member, out var replacement))
        {
            return replacement;
        }

        text = Pem().Replace(text, "<pem>");
        text = Identifier().Replace(text, "<uid>");
        text = Time().Replace(text, "<time>");
        text = VolumeSuffix().Replace(text, "kube-api-access-<suffix>");
        text = TemplatePod().Replace(text, "-<hash>-<suffix>");
        text = TemplateSet().Replace(text, "-<hash>");
        text = CurrentVersion().Replace(text, "current: <version>");
        text = OldestVersion().Replace(text, "(<version>)");
        text = Age().Replace(text, "<age>");
        return member switch
        {
            "clusterIPs" => "<address>",
            "authentication.kubernetes.io/credential-id" => "<credential>",
            _ => text,
        };
    }

    [GeneratedRegex("-----BEGIN CERTIFICATE-----.*-----END CERTIFICATE-----\n?", RegexOptions.Singleline)]
    private static partial Regex Pem();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Identifier();

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")]
    private static partial Regex Time();

    [GeneratedRegex("kube-api-access-[a-z0-9]{5}")]
    private static partial Regex VolumeSuffix();

    [GeneratedRegex("-[a-z0-9]{8,10}-[a-z0-9]{5}$")]
    private static partial Regex TemplatePod();

    [GeneratedRegex("(?<=^web)-[a-z0-9]{8,10}(-)?$")]
    private static partial Regex TemplateSet();

    [GeneratedRegex(@"current: \d+")]
    private static partial Regex CurrentVersion();

    [GeneratedRegex(@"\(\d+\)")]
    private static partial Regex OldestVersion();

    [GeneratedRegex(@"^(\d+[smhdy])+$")]
    private static partial Regex Age();
}
