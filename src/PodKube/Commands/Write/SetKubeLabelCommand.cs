using System.Collections;
using System.Management.Automation;

namespace PodKube.Commands;

/// <summary>Sets and removes labels of objects; the other labels stay.</summary>
[Cmdlet(VerbsCommon.Set, "KubeLabel", DefaultParameterSetName = ObjectSet, SupportsShouldProcess = true)]
[OutputType("PodKube.KubeObject")]
public sealed class SetKubeLabelCommand : SetMetadataCmdlet
{
    /// <summary>The labels to set, as a hashtable; $null removes one.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ObjectSet)]
    [Parameter(Mandatory = true, Position = 2, ParameterSetName = KindSet)]
    [Alias("Label")]
    [ValidateNotNull]
    public IDictionary Labels { get; set; } = new Hashtable();

    private protected override void Process(TargetObject item) => Set(item, "labels", Labels);
}
