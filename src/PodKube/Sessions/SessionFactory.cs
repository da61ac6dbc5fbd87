using System.Globalization;
using PodKube.Client;
using PodKube.Client.Config;
using PodKube.Client.Http;

namespace PodKube.Sessions;

/// <summary>Makes sessions whose warnings and request lines reach the cmdlet that is at work.</summary>
internal static class SessionFactory
{
    public static KubeSession Open(ClusterConfig config) => new(new KubeClient(config, new KubeClientOptions
    {
        OnWarning = static text => PipelineMessages.Current?.Add(new PipelineMessage(true, text)),
        OnSending = AccessRecorder.Prepare,
        OnPlanned = AccessRecorder.Plan,
        OnRequest = static request =>
        {
            AccessRecorder.Observe(request);
            PipelineMessages.Current?.Add(new PipelineMessage(false, Describe(request)));
        },
    }));

    /// <summary>Looks for a configuration where the process runs: a pod's service account, else kubeconfig files.</summary>
    /// <exception cref="Client.Errors.KubeConfigException">There is none that can be used; it lists what was looked for.</exception>
    public static KubeSession OpenDefault() =>
        Open(new DefaultConfigLoader(SystemEnvironment.Instance, SystemFileSystem.Instance).Load());

    private static string Describe(RequestObservation request)
    {
        string outcome = request.StatusCode?.ToString(CultureInfo.InvariantCulture) ?? request.Failure ?? "no answer";
        string again = request.Attempt > 1 ? string.Create(CultureInfo.InvariantCulture, $", attempt {request.Attempt}") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{request.Method} {request.PathAndQuery} -> {outcome} in {request.Duration.TotalMilliseconds:0} ms{again}");
    }
}
