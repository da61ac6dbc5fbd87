using System.Globalization;
using PodKube.Client.Requests;
using PodKube.Client.Resources;

namespace PodKube.Client.Streams;

/// <summary>Makes the requests of logs.</summary>
internal static class LogRequests
{
    internal static readonly ApiResource Pods = new() { Version = "v1", Kind = "Pod", Plural = "pods", Namespaced = true };

    internal static KubeRequest Log(string @namespace, string pod, LogOptions options)
    {
        KubeRequest get = ResourceRequests.Get(Pods, @namespace, pod, "log");
        QueryText query = new QueryText()
            .Add("container", options.Container)
            .Add("follow", options.Follow)
            .Add("previous", options.Previous)
            .Add("sinceSeconds", options.SinceTime is null && options.Since is { } since ? (long)Math.Max(1, Math.Ceiling(since.TotalSeconds)) : null)
            .Add("sinceTime", options.SinceTime?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture))
            .Add("tailLines", options.TailLines)
            .Add("limitBytes", options.LimitBytes)
            .Add("timestamps", options.Timestamps || options.Follow);
        return get with
        {
            PathAndQuery = get.PathAndQuery + query,
            Accept = "text/plain, */*",
            IsStream = options.Follow,
            IdleLimit = options.Follow ? options.IdleLimit : null,
        };
    }
}
