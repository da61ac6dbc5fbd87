using PodKube.Client.Resources;

namespace PodKube.Completion;

/// <summary>Objects as kind and name in one word; the kind is kept as it was written.</summary>
internal static class ObjectPaths
{
    /// <summary>Those that begin like <paramref name="prefix"/>, which has its kind already.</summary>
    public static async Task<IReadOnlyList<CompletionItem>> FindAsync(CompletionContext context, string prefix, CancellationToken cancellationToken)
    {
        string[] parts = prefix.Split('/', 2);
        ApiResource resource = await context.Session.Client.Discovery.ResolveAsync(parts[0], cancellationToken).ConfigureAwait(false);
        IReadOnlyList<CompletionItem> names = await ObjectNames.FindAsync(
            context.Session, resource, context.Namespace, parts[1], cancellationToken).ConfigureAwait(false);
        return [.. names.Select(n => n with { Text = $"{parts[0]}/{n.Text}" })];
    }
}
