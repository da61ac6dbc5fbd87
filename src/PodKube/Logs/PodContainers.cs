using System.Text.Json;
using PodKube.Client.Resources;

namespace PodKube.Logs;

/// <summary>The containers of a pod, as its own JSON tells them.</summary>
internal sealed class PodContainers
{
    /// <summary>Names the container that is meant where none is named, as kubectl has it.</summary>
    private const string DefaultAnnotation = "kubectl.kubernetes.io/default-container";

    private static readonly string[] s_lists = ["initContainers", "containers", "ephemeralContainers"];
    private static readonly string[] s_statusLists = ["initContainerStatuses", "containerStatuses", "ephemeralContainerStatuses"];

    private readonly Dictionary<string, long> _starts = new(StringComparer.Ordinal);

    private PodContainers(JsonElement pod)
    {
        JsonElement spec = Child(pod, "spec");
        All = [.. s_lists.SelectMany(l => Items(spec, l)).Select(static c => Text(c, "name"))];
        string? chosen = Text(Child(Child(pod, "metadata"), "annotations"), DefaultAnnotation);
        Default = All.Contains(chosen) ? chosen! : Items(spec, "containers").Select(static c => Text(c, "name")).FirstOrDefault() ?? "";
        HaveEnded = Text(Child(pod, "status"), "phase") is "Succeeded" or "Failed";
        foreach (JsonElement status in s_statusLists.SelectMany(l => Items(Child(pod, "status"), l)).Where(HasLog))
        {
            _starts[Text(status, "name")] = Child(status, "restartCount") is { ValueKind: JsonValueKind.Number } count ? count.GetInt64() : 0;
        }
    }

    /// <summary>Every container in the order in which they start.</summary>
    public IReadOnlyList<string> All { get; }

    /// <summary>The container that is meant where none is named.</summary>
    public string Default { get; }

    /// <summary>Whether all have ended for good.</summary>
    public bool HaveEnded { get; }

    public static PodContainers Of(KubeObject pod)
    {
        using JsonDocument document = JsonDocument.Parse(pod.Json);
        return new PodContainers(document.RootElement);
    }

    /// <summary>Those that are meant: the named ones, all, or the default one.</summary>
    public IReadOnlyList<string> Choose(ContainerChoice choice) =>
        choice.All ? All : choice.Names.IsEmpty ? [Default] : [.. All.Where(choice.Names.Matches)];

    /// <summary>How often a container was started anew; null when it has not started, so that there is no log yet.</summary>
    public long? RestartsOf(string container) => _starts.TryGetValue(container, out long restarts) ? restarts : null;

    private static bool HasLog(JsonElement status) =>
        Child(status, "state") is { ValueKind: JsonValueKind.Object } state && (state.TryGetProperty("running", out _) || state.TryGetProperty("terminated", out _));

    private static JsonElement Child(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out JsonElement child) ? child : default;

    private static string Text(JsonElement parent, string name) =>
        Child(parent, name) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "";

    private static JsonElement.ArrayEnumerator Items(JsonElement parent, string name) =>
        Child(parent, name) is { ValueKind: JsonValueKind.Array } items ? items.EnumerateArray() : default;
}
