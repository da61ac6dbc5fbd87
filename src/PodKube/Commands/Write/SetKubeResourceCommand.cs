using System.Management.Automation;
using PodKube.Client.Requests;
using PodKube.Client.Resources;
using PodKube.Client.Writes;
using PodKube.Objects;

namespace PodKube.Commands;

/// <summary>
/// Replaces objects as they are piped in: read, changed, sent back. What somebody else changed meanwhile is not overwritten: that is a
/// conflict, unless -Force says otherwise.
/// </summary>
[Cmdlet(VerbsCommon.Set, "KubeResource", SupportsShouldProcess = true)]
[OutputType("PodKube.KubeObject")]
public sealed class SetKubeResourceCommand : WritingCmdlet
{
    /// <summary>The whole object, with apiVersion, kind, metadata.name and (without -Force) the metadata.resourceVersion it was read at.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNull]
    public PSObject? InputObject { get; set; }

    /// <summary>Overwrite the object whatever it is now, changes of others included.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>The part of the object to replace, for instance <c>status</c>. The default is the object without its status.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string Subresource { get; set; } = "";

    private protected override void ProcessWithSession()
    {
        ObjectReference input = ObjectReference.From(InputObject!);
        if (!input.HasKind || string.IsNullOrEmpty(input.Name))
        {
            throw new ArgumentException($"The object says no apiVersion, kind and name: {InputObject}");
        }

        KubeTarget target = TargetOf(input.ApiVersion, input.Kind, input.Namespace, input.Name);
        Try(target, () => Replace(input, target));
    }

    private void Replace(ObjectReference input, KubeTarget target)
    {
        if (!Force && string.IsNullOrEmpty(input.ResourceVersion))
        {
            throw new ArgumentException(
                $"{target} carries no metadata.resourceVersion, so that the server could not tell whether somebody changed it meanwhile. "
                + "Read it, change it and send that back; -Force overwrites whatever is there; Update-KubeResource changes parts.");
        }

        byte[] json = KubeJsonWriter.ToUtf8(InputObject, revealSecrets: true);
        if (!MayWrite(target, Force ? "Overwrite" : "Replace"))
        {
            return;
        }

        ApiResource resource = Resolve(input.ApiVersion, input.Kind);
        string place = PlaceOf(input.Namespace);
        ReplaceOptions options = new() { DryRun = DryRun, FieldManager = FieldManager, FieldValidation = FieldValidation };
        KubeObject made = Await(stop => Force
            ? ForcedReplacement.RunAsync(Client, resource, place, input.Name!, json, options, Subresource, stop)
            : Client.ReplaceAsync(resource, place, input.Name!, json, options, Subresource, stop));
        WriteObject(KubeObjectFactory.Create(made));
    }
}
