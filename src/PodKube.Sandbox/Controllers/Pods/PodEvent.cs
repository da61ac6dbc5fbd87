namespace PodKube.Sandbox.Controllers.Pods;

/// <summary>An event of the kubelet about a pod or, with a container's name, about that container.</summary>
internal sealed record PodEvent(string Type, string Reason, string Message, string? Container = null, bool IsInit = false)
{
    /// <summary>As <c>involvedObject.fieldPath</c> has it.</summary>
    public string? FieldPath => Container is null ? null : $"spec.{(IsInit ? "initContainers" : "containers")}{{{Container}}}";
}
