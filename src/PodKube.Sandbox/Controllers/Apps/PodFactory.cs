using System.Text.Json.Nodes;
using PodKube.Sandbox.Controllers.Model;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Controllers.Apps;

/// <summary>Makes a pod from the template of the object that will own it.</summary>
internal static class PodFactory
{
    /// <summary>A pod with a generated name: the owner's name, a dash, five letters.</summary>
    public static JsonObject FromTemplate(JsonObject template, JsonObject owner)
    {
        JsonObject pod = Build(template, owner);
        pod.Metadata()["generateName"] = owner.Name() + "-";
        return pod;
    }

    /// <summary>A pod of a given name.</summary>
    public static JsonObject FromTemplate(JsonObject template, JsonObject owner, string name)
    {
        JsonObject pod = Build(template, owner);
        pod.Metadata()["name"] = name;
        return pod;
    }

    private static JsonObject Build(JsonObject template, JsonObject owner)
    {
        JsonObject metadata = [];
        foreach (string field in (ReadOnlySpan<string>)["labels", "annotations", "finalizers"])
        {
            if (template.At("metadata", field) is { } value)
            {
                metadata[field] = value.DeepClone();
            }
        }

        metadata["ownerReferences"] = new JsonArray(owner.ControllerReference());
        return new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Pod",
            ["metadata"] = metadata,
            ["spec"] = template["spec"]?.DeepClone() ?? new JsonObject(),
        };
    }
}
