using System.Management.Automation;
using PodKube.Completion;

namespace PodKube.Commands;

/// <summary>The base of the cmdlets about one kind whose objects live in namespaces.</summary>
public abstract class NamespacedKindReadingCmdlet : KindReadingCmdlet
{
    private static readonly string?[] s_everywhere = [null];

    /// <summary>The namespaces to look in. The default is the session's.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NamespaceCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Namespace { get; set; } = [];

    /// <summary>Look in all namespaces.</summary>
    [Parameter]
    [Alias("A")]
    public SwitchParameter AllNamespaces { get; set; }

    private protected sealed override IReadOnlyList<string?> Places =>
        AllNamespaces ? s_everywhere : Namespace.Length > 0 ? Namespace : [ActiveSession.Namespace];

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (AllNamespaces && Namespace.Length > 0)
        {
            ThrowTerminatingError(ErrorRecordFactory.Create(
                new ArgumentException("-Namespace and -AllNamespaces exclude each other."), null));
        }
    }
}
