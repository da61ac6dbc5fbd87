namespace PodKube.Sandbox.Registry;

/// <summary>Where an object keeps what its /scale subresource shows.</summary>
internal sealed record ScalePaths(IReadOnlyList<string> SpecReplicas, IReadOnlyList<string> StatusReplicas, IReadOnlyList<string>? Selector);
