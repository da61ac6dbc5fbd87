using System.Collections;
using System.Management.Automation;

namespace PodKube.Commands;

/// <summary>Sets and removes annotations of objects; the other annotations stay.</summary>
[Cmdlet(VerbsCommon.Set, "KubeAnnotation", DefaultParameterSetName = ObjectSet, SupportsShouldProcess = true)]
[OutputType("PodKube.KubeObject")]
public sealed class SetKubeAnnotationCommand : SetMetadataCmdlet
{
    /// <summary>The annotations to set, as a hashtable; $null removes one.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ObjectSet)]
    [Parameter(Mandatory = true, Position = 2, ParameterSetName = KindSet)]
    [Alias("Annotation")]
    [ValidateNotNull]
    public IDictionary Annotations { get; set; } = new Hashtable();

    private protected override void Process(TargetObject item) => Set(item, "annotations", Annotations);
}
