using System.Globalization;
using System.Text.Json.Nodes;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Server.Tables;

/// <summary>An object on its way into a table, with the reads that many cells share.</summary>
internal sealed class TableRow(JsonObject obj, DateTimeOffset now)
{
    public const string None = "<none>";
    public const string Unknown = "<unknown>";
    public const string Unset = "<unset>";

    public JsonObject Object { get; } = obj;

    public DateTimeOffset Now { get; } = now;

    public JsonObject? Spec => Object.GetObject("spec");

    public JsonObject? Status => Object.GetObject("status");

    public string Age => Since(Object.Metadata().GetText("creationTimestamp"));

    /// <summary>How long ago a time was, as kubectl writes it.</summary>
    public string Since(string? time) => TryTime(time, out var then) ? HumanDuration.Format(Now - then) : Unknown;

    public static bool TryTime(string? text, out DateTimeOffset time) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);

    public static string OrNone(string? text) => string.IsNullOrEmpty(text) ? None : text;

    public static string Join(IEnumerable<string> texts) => OrNone(string.Join(',', texts));

    /// <summary>Labels as a=b,c=d.</summary>
    public static string Labels(JsonObject? labels) =>
        Join(labels.TextMembers().OrderBy(label => label.Key, StringComparer.Ordinal).Select(label => label.Key + "=" + label.Value));

    public static IEnumerable<JsonObject> Containers(JsonNode? podSpec) => (podSpec as JsonObject).GetArray("containers").Objects();

    public static string ContainerNames(JsonNode? podSpec) => string.Join(',', Containers(podSpec).Select(container => container.GetText("name")));

    public static string Images(JsonNode? podSpec) => string.Join(',', Containers(podSpec).Select(container => container.GetText("image")));
}
