using System.Management.Automation;
using PodKube.Client.Requests;
using PodKube.Client.Resources;
using PodKube.Objects;

namespace PodKube.Commands;

/// <summary>Creates objects of any kind, as they are piped in: hashtables, objects from YAML or JSON, objects read and changed.</summary>
[Cmdlet(VerbsCommon.New, "KubeResource", SupportsShouldProcess = true)]
[OutputType("PodKube.KubeObject")]
public sealed class NewKubeResourceCommand : WritingCmdlet
{
    /// <summary>The object, with apiVersion, kind and metadata.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNull]
    public PSObject? InputObject { get; set; }

    private protected override void ProcessWithSession()
    {
        ObjectReference input = ObjectReference.From(InputObject!);
        if (!input.HasKind)
        {
            throw new ArgumentException($"The object says no apiVersion and kind: {InputObject}");
        }

        string name = input.Name ?? KubeValue.Of(InputObject)["metadata"]["generateName"].Text ?? "";
        KubeTarget target = TargetOf(input.ApiVersion, input.Kind, input.Namespace, name);
        Try(target, () => Create(input, target));
    }

    private void Create(ObjectReference input, KubeTarget target)
    {
        byte[] json = CreatableObject.Write(InputObject!);
        if (!MayWrite(target, "Create"))
        {
            return;
        }

        ApiResource resource = Resolve(input.ApiVersion, input.Kind);
        CreateOptions options = new() { DryRun = DryRun, FieldManager = FieldManager, FieldValidation = FieldValidation };
        KubeObject made = Await(stop => Client.CreateAsync(resource, PlaceOf(input.Namespace), json, options, stop));
        WriteObject(KubeObjectFactory.Create(made));
    }
}
