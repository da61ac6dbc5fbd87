using PodKube.Client.Requests;
using PodKube.Client.Resources;

namespace PodKube.Client.Watch;

/// <summary>Makes the request of a watch.</summary>
internal static class WatchRequests
{
    internal static KubeRequest Watch(ApiResource resource, WatchOptions options, string version, long timeoutSeconds)
    {
        KubeRequest list = ResourceRequests.List(resource, new ListOptions { Namespace = options.Namespace, ChunkSize = 0 });
        QueryText query = new QueryText()
            .Add("watch", true)
            .Add("allowWatchBookmarks", true)
            .Add("resourceVersion", version)
            .Add("timeoutSeconds", timeoutSeconds)
            .Add("labelSelector", options.LabelSelector)
            .Add("fieldSelector", options.FieldSelector);
        return list with
        {
            PathAndQuery = list.Target.Path + query,
            Target = Target(list, options),
            IsStream = true,
            IdleLimit = options.IdleLimit,
        };
    }

    /// <summary>What a watch is about.</summary>
    internal static RequestTarget Target(ApiResource resource, WatchOptions options) =>
        Target(ResourceRequests.List(resource, new ListOptions { Namespace = options.Namespace, ChunkSize = 0 }), options);

    private static RequestTarget Target(KubeRequest list, WatchOptions options) =>
        list.Target with { Verb = "watch", Name = FieldSelectorName.Find(options.FieldSelector) };
}
