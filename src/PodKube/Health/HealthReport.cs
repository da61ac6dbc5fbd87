namespace PodKube.Health;

/// <summary>Reads the verbose text of a health endpoint: one line per check, <c>[+]etcd ok</c> or <c>[-]etcd failed: reason withheld</c>.</summary>
/// <remarks>https://kubernetes.io/docs/reference/using-api/health-checks/</remarks>
internal static class HealthReport
{
    /// <summary>The checks; none where the text is no report.</summary>
    public static IReadOnlyList<KubeHealthCheck> Read(string endpoint, string text) =>
        [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(IsCheck).Select(line => ReadCheck(endpoint, line))];

    private static bool IsCheck(string line) => line.StartsWith("[+]", StringComparison.Ordinal) || line.StartsWith("[-]", StringComparison.Ordinal);

    private static KubeHealthCheck ReadCheck(string endpoint, string line)
    {
        string[] parts = line[3..].Split(' ', 2);
        return new KubeHealthCheck(endpoint, parts[0], line[1] == '+', parts.Length == 2 ? parts[1] : "");
    }
}
