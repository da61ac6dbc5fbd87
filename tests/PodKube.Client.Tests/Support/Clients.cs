using PodKube.Client.Config;
using PodKube.Client.Resources;

namespace PodKube.Client.Tests.Support;

/// <summary>Clients over a fake server, and the kinds that tests use.</summary>
internal static class Clients
{
    internal static readonly ClusterConfig Config = new()
    {
        Server = new Uri("https://10.96.0.1:443/"),
        Namespace = "team-a",
        Credentials = new ClusterCredentials { Token = "the-token" },
    };

    internal static readonly ApiResource Pods = new() { Version = "v1", Kind = "Pod", Plural = "pods", Namespaced = true, Verbs = ["get", "list"] };

    internal static readonly ApiResource Nodes = new() { Version = "v1", Kind = "Node", Plural = "nodes" };

    internal static readonly ApiResource Deployments = new()
    {
        Group = "apps",
        Version = "v1",
        Kind = "Deployment",
        Plural = "deployments",
        Namespaced = true,
    };

    internal static KubeClient Over(FakeServer server, KubeClientOptions? options = null, ClusterConfig? config = null) =>
        new(config ?? Config, options ?? new KubeClientOptions { TimeProvider = new ManualTime() }, server);

    internal static async Task<List<T>> ToListAsync<T>(this IAsyncEnumerable<T> source)
    {
        List<T> list = [];
        await foreach (T item in source)
        {
            list.Add(item);
        }

        return list;
    }
}
