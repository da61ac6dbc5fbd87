using System.Management.Automation;
using PodKube.Client.Publishing;
using PodKube.Client.Resources;

namespace PodKube.Commands;

/// <summary>
/// Shows what publishing manifests would change. The server itself goes through it (a dry run), so defaults, other managers' fields and
/// its refusals are all in the answer. Nothing is changed.
/// </summary>
[Cmdlet(VerbsData.Compare, "KubeResource", DefaultParameterSetName = PathSet)]
[OutputType(typeof(KubeComparison))]
public sealed class CompareKubeResourceCommand : ManifestCmdlet
{
    /// <summary>Emit the objects too that would not change.</summary>
    [Parameter]
    public SwitchParameter IncludeEqual { get; set; }

    private protected override void Work(IReadOnlyList<KubeObject> manifests)
    {
        foreach (ComparedObject compared in Stream(stop => new ObjectPublisher(Client, Options).CompareAsync(manifests, stop)))
        {
            if (compared.Failure is { } failure)
            {
                WriteError(ErrorRecordFactory.Create(failure, TargetOf(compared.Manifest)));
                continue;
            }

            KubeComparison result = new(compared);
            if (IncludeEqual || result.State != "Equal")
            {
                WriteObject(result);
            }
        }
    }
}
