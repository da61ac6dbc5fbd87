using System.Globalization;

namespace PodKube.Sandbox.Hosting;

/// <summary>The environment variables of a process in the simulated pod.</summary>
internal static class PodEnvironment
{
    private static readonly string[] s_proxyExceptions = ["NO_PROXY", "no_proxy"];

    /// <summary>The variables to set; those without a value are to be unset.</summary>
    public static IReadOnlyDictionary<string, string?> Of(SandboxServer server, SimulatedPod pod, bool administrator)
    {
        var port = server.Url.Port.ToString(CultureInfo.InvariantCulture);
        return new Dictionary<string, string?>
        {
            ["KUBERNETES_SERVICE_HOST"] = server.Url.Host,
            ["KUBERNETES_SERVICE_PORT"] = port,
            ["KUBERNETES_SERVICE_PORT_HTTPS"] = port,
            ["PODKUBE_SERVICEACCOUNT"] = pod.ServiceAccountPath,
            ["KUBECONFIG"] = administrator ? pod.AdministratorKubeconfigPath : pod.KubeconfigPath,
            // The namespace comes from the mounted file, unless the pod's author says otherwise.
            ["POD_NAMESPACE"] = null,
        };
    }

    /// <summary>Keeps a proxy of the surrounding machine out of the way, which no pod would reach its API server through.</summary>
    public static void BypassProxies(IDictionary<string, string?> environment, string host)
    {
        foreach (var name in s_proxyExceptions)
        {
            environment.TryGetValue(name, out var present);
            environment[name] = string.IsNullOrEmpty(present) ? host : $"{present},{host}";
        }
    }
}
