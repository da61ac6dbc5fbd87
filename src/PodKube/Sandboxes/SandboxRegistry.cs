namespace PodKube.Sandboxes;

/// <summary>The sandboxes that this process started. Thread-safe.</summary>
internal static class SandboxRegistry
{
    private static readonly object s_lock = new();
    private static readonly List<KubeSandbox> s_sandboxes = [];

    public static void Add(KubeSandbox sandbox)
    {
        lock (s_lock)
        {
            s_sandboxes.Add(sandbox);
        }
    }

    public static void Remove(KubeSandbox sandbox)
    {
        lock (s_lock)
        {
            s_sandboxes.Remove(sandbox);
        }
    }

    public static IReadOnlyList<KubeSandbox> List()
    {
        lock (s_lock)
        {
            return [.. s_sandboxes];
        }
    }
}
