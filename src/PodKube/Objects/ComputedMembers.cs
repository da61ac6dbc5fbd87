namespace PodKube.Objects;

/// <summary>
/// The names of the members that PodKube.Types.ps1xml computes. <c>ConvertTo-Json</c> writes them like every PowerShell member; when
/// such JSON comes back they are left out, because the API has no such fields (its own begin with small letters).
/// </summary>
internal static class ComputedMembers
{
    private static readonly HashSet<string> s_names = new(StringComparer.Ordinal)
    {
        "About", "AccessModes", "Active", "Address", "Age", "Available", "Capacity", "Claim", "Class", "ClusterIP",
        "Completions", "ContainerRuntime", "Containers", "Created", "Current", "DataCount", "Desired", "Duration", "ExternalIP", "Groups",
        "Hosts", "IP", "Images", "InternalIP", "LastSchedule", "LastSeen", "Name", "Namespace", "Node", "NodeSelector",
        "OSImage", "Ports", "Ready", "ReclaimPolicy", "Restarts", "Role", "Roles", "Schedule", "SecretCount", "Selector",
        "Service", "ServiceAccounts", "State", "StorageClass", "Suspend", "TimeZone", "Times", "Type", "UpToDate", "Users",
        "Version", "Volume", "Workload",
    };

    public static bool Contains(string name) => s_names.Contains(name);
}
