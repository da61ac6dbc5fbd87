using System.Text.Json.Nodes;
using PodKube.Client;
using PodKube.Client.Requests;
using PodKube.Client.Resources;
using PodKube.Commands;
using PodKube.Manifests;

namespace PodKube.Nodes;

/// <summary>Lets a node take new pods, or none.</summary>
internal static class NodeCordon
{
    /// <summary>Sends the change.</summary>
    /// <returns>The node as the server keeps it.</returns>
    public static Task<KubeObject> SetAsync(KubeClient client, string node, bool isCordoned, bool dryRun, CancellationToken cancellationToken)
    {
        JsonObject patch = new() { ["spec"] = new JsonObject { ["unschedulable"] = isCordoned ? true : null } };
        PatchOptions options = new() { DryRun = dryRun, FieldManager = "podkube", FieldValidation = "Strict" };
        return client.PatchAsync(KnownKinds.Get("Node"), null, node, PatchType.Merge, ManifestNodes.ToUtf8(patch), options, "", cancellationToken);
    }
}
