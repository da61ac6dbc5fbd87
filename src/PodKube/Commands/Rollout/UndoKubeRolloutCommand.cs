using System.Management.Automation;
using System.Text.Json.Nodes;
using PodKube.Client.Requests;
using PodKube.Client.Resources;
using PodKube.Rollouts;

namespace PodKube.Commands;

/// <summary>Gives deployments, stateful sets and daemon sets a template back that they have had.</summary>
[Cmdlet(VerbsCommon.Undo, "KubeRollout", DefaultParameterSetName = ObjectSet, SupportsShouldProcess = true)]
[OutputType("PodKube.KubeObject")]
public sealed class UndoKubeRolloutCommand : RollingCmdlet
{
    /// <summary>The number of the template, as Get-KubeRollout shows it under History. The default is the one before the current one.</summary>
    [Parameter]
    [ValidateRange(1, long.MaxValue)]
    public long? ToRevision { get; set; }

    private protected override void Process(TargetObject item)
    {
        if (!MayChange(item, ToRevision is long number ? $"Roll back to revision {number}" : "Roll back to the revision before"))
        {
            return;
        }

        ApiResource resource = item.Resolve();
        KubeObject live = ReadRolling(item, resource);
        IReadOnlyList<StoredTemplate> history = Await(stop => RolloutHistory.FindAsync(Client, live, stop));
        StoredTemplate wanted = Choose(item, history);
        JsonNode kept = JsonNode.Parse(wanted.Json.Span)!;
        if (resource.Kind == "Deployment")
        {
            Patch(item, resource, TemplatePatch(kept), PatchType.Json);
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

    /// <summary>The replica set's template without the label that its controller gave it.</summary>
    private static JsonArray TemplatePatch(JsonNode replicaSet)
    {
        JsonNode template = replicaSet["spec"]!["template"]!.DeepClone();
        (template["metadata"]?["labels"] as JsonObject)?.Remove("pod-template-hash");
        return [new JsonObject { ["op"] = "replace", ["path"] = "/spec/template", ["value"] = template }];
    }
}
