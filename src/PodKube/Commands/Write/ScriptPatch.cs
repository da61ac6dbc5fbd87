using System.Text;
using System.Text.Json.Nodes;
using PodKube.Client.Patches;
using PodKube.Client.Resources;
using PodKube.Objects;

namespace PodKube.Commands;

/// <summary>
/// Makes a merge patch of what a script block changed, bound to the version that it changed: when the object has another one by then,
/// the server answers with a conflict instead of losing somebody's change.
/// </summary>
internal static class ScriptPatch
{
    /// <returns>The patch; null when nothing changed.</returns>
    public static byte[]? Make(KubeObject live, byte[] changed)
    {
        JsonObject patch = JsonNode.Parse(
            MergePatch.Create(live.ToUtf8Json(), changed, nullRemoves: true), documentOptions: new() { MaxDepth = JsonValueReader.MaxDepth })!.AsObject();
        if (patch.Count == 0)
        {
            return null;
        }

        if (patch["metadata"] is not JsonObject metadata)
        {
            patch["metadata"] = metadata = [];
        }

        metadata["resourceVersion"] = live.ResourceVersion;
        return Encoding.UTF8.GetBytes(patch.ToJsonString(new() { MaxDepth = JsonValueReader.MaxDepth }));
    }
}
