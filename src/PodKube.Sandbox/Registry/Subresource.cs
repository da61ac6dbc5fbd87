namespace PodKube.Sandbox.Registry;

/// <summary>A subresource as discovery lists it. Group and version are null where they are the parent's.</summary>
internal sealed record Subresource(string Name, string Kind, string? Group, string? Version, IReadOnlyList<string> Verbs);
