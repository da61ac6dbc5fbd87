using System.Text.Json.Nodes;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Apply;

/// <summary>One entry of metadata.managedFields: who owns which fields, by which operation.</summary>
internal sealed class ManagedEntry
{
    public required string Manager { get; init; }

    /// <summary>Apply or Update.</summary>
    public required string Operation { get; init; }

    public required string ApiVersion { get; init; }

    public string Subresource { get; init; } = "";

    public string? Time { get; set; }

    public required FieldSet Fields { get; set; }

    public bool IsApply => Operation == "Apply";

    /// <summary>The owner as conflict messages name it.</summary>
    public string Describe()
    {
        var text = "\"" + Manager + "\"" + (Subresource.Length == 0 ? "" : $" with subresource \"{Subresource}\"");
        return IsApply ? text : Time is null ? $"{text} using {ApiVersion}" : $"{text} using {ApiVersion} at {Time}";
    }

    /// <summary>True for entries that the same writer adds to. An applier is the same in every version.</summary>
    public bool IsSameOwner(ManagedEntry other) =>
        Manager == other.Manager && Operation == other.Operation && Subresource == other.Subresource && (IsApply || ApiVersion == other.ApiVersion);

    public static List<ManagedEntry> Read(JsonObject? metadata)
    {
        var entries = new List<ManagedEntry>();
        foreach (var entry in metadata.GetArray("managedFields").Objects())
        {
            entries.Add(new ManagedEntry
            {
                Manager = entry.GetText("manager") ?? "",
                Operation = entry.GetText("operation") ?? "",
                ApiVersion = entry.GetText("apiVersion") ?? "",
                Subresource = entry.GetText("subresource") ?? "",
                Time = entry.GetText("time"),
                Fields = FieldSet.FromJson(entry.GetObject("fieldsV1")),
            });
        }

        return entries;
    }

    /// <summary>Writes the entries into metadata; appliers first, then by time, as the API orders them.</summary>
    public static void Write(JsonObject metadata, IEnumerable<ManagedEntry> entries)
    {
        var array = new JsonArray();
        foreach (var entry in entries.OrderBy(entry => entry.IsApply ? 0 : 1)
                     .ThenBy(entry => entry.Time, StringComparer.Ordinal).ThenBy(entry => entry.Manager, StringComparer.Ordinal))
        {
            array.Add((JsonNode)entry.ToJson());
        }

        metadata.Remove("managedFields");
        if (array.Count > 0)
        {
            metadata["managedFields"] = array;
        }
    }

    private JsonObject ToJson()
    {
        var json = new JsonObject { ["manager"] = Manager, ["operation"] = Operation, ["apiVersion"] = ApiVersion };
        if (Time is not null)
        {
            json["time"] = Time;
        }

        json["fieldsType"] = "FieldsV1";
        json["fieldsV1"] = Fields.ToJson();
        if (Subresource.Length > 0)
        {
            json["subresource"] = Subresource;
        }

        return json;
    }
}
