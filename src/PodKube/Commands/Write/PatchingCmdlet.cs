using System.Management.Automation;
using System.Text.Json.Nodes;
using PodKube.Client.Requests;
using PodKube.Client.Resources;
using PodKube.Manifests;
using PodKube.Objects;

namespace PodKube.Commands;

/// <summary>The base of the cmdlets that change one thing of objects: asks first, sends one patch, emits what the server made of it.</summary>
public abstract class PatchingCmdlet : TargetingCmdlet
{
    /// <summary>Let the server go through everything and keep nothing; what would be is emitted.</summary>
    [Parameter]
    public SwitchParameter DryRun { get; set; }

    /// <summary>Asks whether to go on (<c>-WhatIf</c>, <c>-Confirm</c>).</summary>
    private protected bool MayChange(TargetObject item, string action) =>
        ShouldProcess(item.Target.ToString(), DryRun ? action + " (dry run)" : action);

    /// <summary>Sends a patch and emits the object.</summary>
    private protected void Patch(TargetObject item, ApiResource resource, JsonNode patch, PatchType type = PatchType.Merge) =>
        WriteObject(Send(item, resource, patch, type));

    /// <summary>Sends a patch.</summary>
    /// <returns>What the server made of it.</returns>
    private protected PSObject Send(TargetObject item, ApiResource resource, JsonNode patch, PatchType type = PatchType.Merge, string subresource = "")
    {
        PatchOptions options = new() { DryRun = DryRun, FieldManager = "podkube", FieldValidation = "Strict" };
        KubeObject changed = Await(stop =>
            Client.PatchAsync(resource, item.PlaceFor(resource), item.Name, type, ManifestNodes.ToUtf8(patch), options, subresource, stop));
        return KubeObjectFactory.Create(changed);
    }
}
