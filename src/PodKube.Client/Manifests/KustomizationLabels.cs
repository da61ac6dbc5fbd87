namespace PodKube.Client.Manifests;

/// <summary>Labels of a kustomization.</summary>
/// <param name="Pairs">The labels.</param>
/// <param name="IncludeSelectors">Whether selectors and pod templates get them too.</param>
/// <param name="IncludeTemplates">Whether pod templates get them too.</param>
public sealed record KustomizationLabels(IReadOnlyDictionary<string, string> Pairs, bool IncludeSelectors, bool IncludeTemplates);
