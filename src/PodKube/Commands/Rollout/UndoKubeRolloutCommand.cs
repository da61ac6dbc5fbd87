using System.Management.Automation;
using System.Text.Json.Nodes;
using PodKube.Client.Requests;
using PodKube.Client.Resources;
using PodKube.Completion;
using PodKube.Objects;
using PodKube.Rollouts;

namespace PodKube.Commands;

/// <summary>Gives deployments, stateful sets and daemon sets a template back that they have had.</summary>
[Cmdlet(VerbsCommon.Undo, "KubeRollout", DefaultParameterSetName = ObjectSet, SupportsShouldProcess = true)]
[OutputType("PodKube.KubeObject")]
public sealed class UndoKubeRolloutCommand : RollingCmdlet
{
    private const string CausePath = "/metadata/annotations/kubernetes.io~1change-cause";

    /// <summary>The number of the template, as Get-KubeRollout shows it under History. The default is the one before the current one.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(RevisionCompleter))]
    [ValidateRange(1, long.MaxValue)]
    public long? ToRevision { get; set; }

    private protected override void Process(TargetObject item)
    {
        if (!MayChange(item, ToRevision is long number ? $"Roll back to revision {number}" : "Roll back to the revision before"))
        {
            return;
        }

        ApiResource resource = RolloutKinds.Checked(item.Resolve());
        KubeObject live = ReadRolling(item, resource);
        IReadOnlyList<StoredTemplate> history = Await(stop => RolloutHistory.FindAsync(Client, live, stop));
        StoredTemplate wanted = Choose(item, history);
        JsonNode kept = JsonNode.Parse(wanted.Json.Span)!;
        if (resource.Kind == "Deployment")
        {
            Patch(item, resource, TemplatePatch(live, kept), PatchType.Json);
        }
        else
        {
            // What a controller revision keeps is the very patch that brings its template back.
            Patch(item, resource, kept["data"]!.DeepClone(), PatchType.Strategic);
        }
    }

    private StoredTemplate Choose(TargetObject item, IReadOnlyList<StoredTemplate> history)
    {
        StoredTemplate? found = ToRevision is long number
            ? history.FirstOrDefault(h => h.Facts.Revision == number)
            : history.LastOrDefault(static h => !h.Facts.IsCurrent);
        string kept = history.Count == 0 ? "none" : string.Join(", ", history.Select(static h => h.Facts.Revision));
        return found ?? throw new ArgumentException(ToRevision is null
            ? $"{item.Target} has no revision before the current one; kept is {kept}."
            : $"{item.Target} has no revision {ToRevision}; kept is {kept}.");
    }

    /// <summary>
    /// The replica set's template, without the label that its controller gave it, and why it was made: the cause of the template that goes
    /// must not stand beside the one that comes.
    /// </summary>
    private static JsonArray TemplatePatch(KubeObject live, JsonNode replicaSet)
    {
        JsonNode template = replicaSet["spec"]!["template"]!.DeepClone();
        (template["metadata"]?["labels"] as JsonObject)?.Remove("pod-template-hash");
        JsonArray patch = [Operation("replace", "/spec/template", template)];
        KubeValue annotations = KubeValue.Of(KubeObjectFactory.Create(live))["metadata"]["annotations"];
        if (replicaSet["metadata"]?["annotations"]?[RolloutHistory.CauseAnnotation] is { } cause)
        {
            // Only where there are annotations can one be added.
            patch.Add(annotations.Exists
                ? Operation("add", CausePath, cause.DeepClone())
                : Operation("add", "/metadata/annotations", new JsonObject { [RolloutHistory.CauseAnnotation] = cause.DeepClone() }));
        }
        else if (annotations[RolloutHistory.CauseAnnotation].Exists)
        {
            patch.Add(new JsonObject { ["op"] = "remove", ["path"] = CausePath });
        }

        return patch;
    }

    private static JsonObject Operation(string op, string path, JsonNode value) => new() { ["op"] = op, ["path"] = path, ["value"] = value };
}
