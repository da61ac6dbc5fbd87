using System.Text.Json.Nodes;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Registry.Conversions;

/// <summary>Events of events.k8s.io/v1 and of the core group are the same objects under other names.</summary>
internal static class EventConversion
{
    private static readonly (string Core, string Newer)[] s_names =
    [
        ("involvedObject", "regarding"), ("message", "note"), ("reportingComponent", "reportingController"), ("source", "deprecatedSource"),
        ("firstTimestamp", "deprecatedFirstTimestamp"), ("lastTimestamp", "deprecatedLastTimestamp"), ("count", "deprecatedCount"),
    ];

    public static JsonObject FromCore(JsonObject obj)
    {
        foreach (var (core, newer) in s_names)
        {
            BuiltInConversions.Rename(obj, core, newer);
        }

        obj["apiVersion"] = "events.k8s.io/v1";
        return obj;
    }

    public static JsonObject ToCore(JsonObject obj)
    {
        foreach (var (core, newer) in s_names)
        {
            BuiltInConversions.Rename(obj, newer, core);
        }

        obj["apiVersion"] = "v1";
        return obj;
    }
}
