using System.Text.Json.Nodes;
using PodKube.Sandbox.Apply;
using PodKube.Sandbox.Controllers.Model;
using PodKube.Sandbox.Controllers.Runtime;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Controllers.Apps;

/// <summary>The ControllerRevisions of a StatefulSet or DaemonSet: one for each template that it has had, numbered as they were used.</summary>
internal sealed class RevisionHistory(ControllerContext context, ClusterClient client)
{
    public const string Resource = "controllerrevisions.apps";
    public const string HashLabel = "controller-revision-hash";

    /// <summary>The revision of the owner's present template, made or renumbered where needed.</summary>
    public JsonObject Ensure(JsonObject owner)
    {
        JsonObject data = Data(owner);
        List<JsonObject> all = Of(owner);
        JsonObject? present = all.Find(item => JsonEquality.Same(item["data"], data));
        long highest = all.Select(item => item.Number("revision") ?? 0).DefaultIfEmpty(0).Max();
        if (present is null)
        {
            return Create(owner, data, highest + 1);
        }

        return present.Number("revision") == highest
            ? present
            : client.Update(KeyOf(present), present.Uid(), item =>
            {
                item["revision"] = highest + 1;
                return true;
            }) ?? present;
    }

    /// <summary>The revisions of the owner, oldest first.</summary>
    public List<JsonObject> Of(JsonObject owner) => [.. context.Owners.DependentsOf(owner.Uid(), Resource)
        .Select(client.Find).OfType<JsonObject>().OrderBy(item => item.Number("revision"))];

    /// <summary>Removes revisions beyond the limit that no pod uses.</summary>
    public void Trim(JsonObject owner, IReadOnlyCollection<string> inUse)
    {
        List<JsonObject> unused = Of(owner).FindAll(item => !inUse.Contains(item.Name()) && !inUse.Contains(item.Label(HashLabel) ?? ""));
        foreach (JsonObject revision in unused.Take(Math.Max(unused.Count - owner.Count(10, "spec", "revisionHistoryLimit"), 0)))
        {
            client.Delete(KeyOf(revision), revision.Uid());
        }
    }

    /// <summary>The template that the revision keeps.</summary>
    public static JsonObject TemplateOf(JsonObject revision, JsonObject owner)
    {
        JsonObject template = (revision.Map("data", "spec", "template") ?? owner.Map("spec", "template"))!.Copy();
        template.Remove("$patch");
        return template;
    }

    private JsonObject Create(JsonObject owner, JsonObject data, long number)
    {
        string hash = TemplateHash.Compute(data);
        JsonObject labels = owner.Map("spec", "template", "metadata", "labels")?.Copy() ?? [];
        labels[HashLabel] = hash;
        return client.Create(Resource, owner.Namespace(), new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["name"] = $"{owner.Name()}-{hash}",
                ["labels"] = labels,
                ["annotations"] = owner.Map("metadata", "annotations")?.Copy() ?? [],
                ["ownerReferences"] = new JsonArray(owner.ControllerReference()),
            },
            ["data"] = data,
            ["revision"] = number,
        });
    }

    private static JsonObject Data(JsonObject owner)
    {
        JsonObject template = owner.Map("spec", "template")?.Copy() ?? [];
        template["$patch"] = "replace";
        return new JsonObject { ["spec"] = new JsonObject { ["template"] = template } };
    }

    private static ObjectKey KeyOf(JsonObject revision) => new(Resource, revision.Namespace(), revision.Name());
}
