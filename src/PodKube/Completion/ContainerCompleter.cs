using PodKube.Client.Resources;
using PodKube.Commands;
using PodKube.Logs;

namespace PodKube.Completion;

/// <summary>Completes the containers of the pod that the command line names.</summary>
public sealed class ContainerCompleter : KubeCompleter
{
    private protected override async Task<IReadOnlyList<CompletionItem>> FindAsync(
        CompletionContext context, string prefix, CancellationToken cancellationToken)
    {
        string? name = context.Value("Name") ?? context.Value("Pod");
        KubeObject? pod = name is null || context.Namespace is null
            ? null
            : await context.Session.Client.FindAsync(KnownKinds.Get("Pod"), context.Namespace, name, cancellationToken).ConfigureAwait(false);
        return pod is null
            ? []
            : [.. PodContainers.Of(pod).All.Where(c => c.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)).Select(c => new CompletionItem(c, $"Container of pod {name}"))];
    }
}
