using System.Management.Automation;
using System.Text.Json.Nodes;

namespace PodKube.Objects;

/// <summary>An object ready to be created: without what only a server sets, so that one that was read can be made elsewhere.</summary>
internal static class CreatableObject
{
    private static readonly string[] s_serverFields =
    [
        "resourceVersion", "uid", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "generation", "managedFields", "selfLink",
    ];

    public static byte[] Write(PSObject source)
    {
        byte[] json = KubeJsonWriter.ToUtf8(source, revealSecrets: true);
        KubeValue view = KubeValue.Of(source);
        if (!view["status"].Exists && !s_serverFields.Any(f => view["metadata"][f].Exists))
        {
            return json;
        }

        return Strip(json);
    }

    /// <summary>The object's JSON without status and without the metadata that only a server sets.</summary>
    public static byte[] Strip(byte[] json)
    {
        JsonObject item = JsonNode.Parse(json, documentOptions: new() { MaxDepth = JsonValueReader.MaxDepth })!.AsObject();
        item.Remove("status");
        JsonObject? metadata = item["metadata"] as JsonObject;
        foreach (string field in s_serverFields)
        {
            metadata?.Remove(field);
        }

        return System.Text.Encoding.UTF8.GetBytes(item.ToJsonString(new() { MaxDepth = JsonValueReader.MaxDepth }));
    }
}
