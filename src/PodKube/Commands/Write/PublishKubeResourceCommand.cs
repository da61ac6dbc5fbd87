using System.Management.Automation;
using PodKube.Client.Manifests;
using PodKube.Client.Publishing;
using PodKube.Client.Requests;
using PodKube.Client.Resources;

namespace PodKube.Commands;

/// <summary>
/// Makes the cluster look like the manifests: server-side apply of files, folders, kustomizations and piped objects, in the order in
/// which they need each other.
/// </summary>
[Cmdlet(VerbsData.Publish, "KubeResource", DefaultParameterSetName = PathSet, SupportsShouldProcess = true)]
[OutputType(typeof(KubePublishResult))]
public sealed class PublishKubeResourceCommand : ManifestCmdlet
{
    private bool _yesToAll;
    private bool _noToAll;

    /// <summary>Let the server go through everything and keep nothing.</summary>
    [Parameter]
    public SwitchParameter DryRun { get; set; }

    /// <summary>
    /// Afterwards delete what was published earlier, by the same field manager, with these labels, and is not among the manifests any
    /// more. Labels in the server's syntax or as a hashtable. Asks before each deletion.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public object? Prune { get; set; }

    /// <summary>Prune without asking.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override bool IsDryRun => DryRun;

    private protected override void Work(IReadOnlyList<KubeObject> manifests)
    {
        string action = DryRun ? "Publish (dry run)" : "Publish";
        KubeObject[] approved = [.. KindOrder.ForCreation(manifests).Where(m => ShouldProcess(TargetOf(m).ToString(), action))];
        List<PublishResult> published = [];
        foreach (PublishResult result in Stream(stop => new ObjectPublisher(Client, Options).PublishAsync(approved, stop)))
        {
            Emit(result);
            published.Add(result);
        }

        if (Prune is not null && approved.Length == manifests.Count)
        {
            PruneOthers(published);
        }
    }

    private void Emit(PublishResult result)
    {
        if (result.Failure is { } failure)
        {
            IsIncomplete = true;
            WriteError(ErrorRecordFactory.Create(failure, TargetOf(result.Manifest)));
        }
        else
        {
            WriteObject(new KubePublishResult(result.Action.ToString(), result.Result!));
        }
    }

    private void PruneOthers(IReadOnlyList<PublishResult> published)
    {
        if (IsIncomplete)
        {
            WriteWarning("Nothing is pruned: some manifests were not read or not published, and what belongs to them must not be taken for left over.");
            return;
        }

        string selector = SelectorText.ForLabels(Prune) ?? throw new ArgumentException("-Prune needs labels: without them everything would be left over.");
        foreach (PruneFinding finding in Stream(stop => new PruneSearch(Client, FieldManager).RunAsync(published, selector, stop)))
        {
            if (finding is { Item: { } item })
            {
                KubeTarget target = new(item.Kind, item.Namespace, item.Name);
                if (MayPrune(target))
                {
                    Try(target, () => PruneOne(finding.Resource, item));
                }
            }
            else
            {
                WriteError(ErrorRecordFactory.Create(finding.Failure!, new KubeTarget(finding.Resource.Kind, finding.Namespace, null)));
            }
        }
    }

    private bool MayPrune(KubeTarget target)
    {
        string action = DryRun ? "Prune (dry run)" : "Prune";
        if (!ShouldProcess(target.ToString(), action))
        {
            return false;
        }

        bool isDecided = Force || DryRun || MyInvocation.BoundParameters.ContainsKey("Confirm");
        return isDecided || Ask(target);
    }

    private bool Ask(KubeTarget target)
    {
        try
        {
            return ShouldContinue($"{target} is not among the manifests any more. Delete it?", "Prune", ref _yesToAll, ref _noToAll);
        }
        catch (InvalidOperationException e)
        {
            InvalidOperationException failure = new($"Nobody is there to be asked whether {target} shall be pruned: -Force prunes without asking.", e);
            ThrowTerminatingError(new ErrorRecord(failure, "ConfirmationImpossible", ErrorCategory.InvalidOperation, target));
            throw;
        }
    }

    private void PruneOne(ApiResource resource, KubeObject item)
    {
        DeleteOptions options = new() { Uid = item.Uid, DryRun = DryRun };
        Await(stop => Client.DeleteAsync(resource, item.Namespace, item.Name, options, stop));
        WriteObject(new KubePublishResult("Pruned", item));
    }
}
