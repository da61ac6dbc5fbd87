using System.Management.Automation;
using PodKube.Sandboxes;

namespace PodKube.Commands;

/// <summary>Lists the sandboxes that this pwsh started.</summary>
[Cmdlet(VerbsCommon.Get, "KubeSandbox")]
[OutputType(typeof(KubeSandbox))]
public sealed class GetKubeSandboxCommand : PSCmdlet
{
    /// <inheritdoc/>
    protected override void EndProcessing() => WriteObject(SandboxRegistry.List(), enumerateCollection: true);
}
