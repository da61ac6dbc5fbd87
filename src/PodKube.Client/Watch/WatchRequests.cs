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
            Target = list.Target with { Verb = "watch" },
            IsStream = true,
            IdleLimit = options.IdleLimit,
        };
    }
}
