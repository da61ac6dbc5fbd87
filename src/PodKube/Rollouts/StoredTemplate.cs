namespace PodKube.Rollouts;

/// <summary>A pod template that the cluster keeps, with what it is.</summary>
/// <param name="Facts">What people see of it.</param>
/// <param name="Json">The ReplicaSet or ControllerRevision that keeps it.</param>
internal sealed record StoredTemplate(KubeRolloutRevision Facts, ReadOnlyMemory<byte> Json);
