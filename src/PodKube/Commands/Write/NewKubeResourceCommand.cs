using System.Management.Automation;
using PodKube.Client.Resources;
using PodKube.Completion;
using PodKube.Objects;

namespace PodKube.Commands;

/// <summary>Creates objects of any kind, as they are piped in: hashtables, objects from YAML or JSON, objects read and changed.</summary>
[Cmdlet(VerbsCommon.New, "KubeResource", SupportsShouldProcess = true)]
[OutputType("PodKube.KubeObject")]
public sealed class NewKubeResourceCommand : CreatingCmdlet
{
    /// <summary>The object, with apiVersion, kind and metadata.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNull]
    public PSObject? InputObject { get; set; }

    /// <summary>The namespace, where the object names none. The default is the session's.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NamespaceCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Namespace { get; set; }

    private protected override void ProcessWithSession()
    {
        ObjectReference input = ObjectReference.From(InputObject!);
        if (!input.HasKind)
        {
            throw new ArgumentException($"The object says no apiVersion and kind: {InputObject}");
        }

        ApiResource resource = Resolve(input.ApiVersion, input.Kind);
        string name = input.Name ?? KubeValue.Of(InputObject)["metadata"]["generateName"].Text ?? "";
        Create(resource, input.Namespace ?? Namespace ?? ActiveSession.Namespace, name, () => CreatableObject.Write(InputObject!));
    }
}
