using System.Globalization;
using System.Text.Json.Nodes;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Server;

/// <summary>One answer of a list: its items, and where the next answer starts.</summary>
internal sealed record ListPage(IReadOnlyList<StoredObject> Items, long Revision, string Continue, long? Remaining)
{
    /// <summary>The list's metadata. Lists of custom resources carry an empty continue.</summary>
    public JsonObject Metadata(bool custom)
    {
        var metadata = new JsonObject { ["resourceVersion"] = Revision.ToString(CultureInfo.InvariantCulture) };
        if (Continue.Length > 0 || custom)
        {
            metadata["continue"] = Continue;
        }

        if (Remaining is not null)
        {
            metadata["remainingItemCount"] = Remaining;
        }

        return metadata;
    }
}
