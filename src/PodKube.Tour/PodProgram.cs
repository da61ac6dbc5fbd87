using PodKube.Client;
using PodKube.Client.Config;
using PodKube.Client.Errors;
using PodKube.Tour.Walk;

namespace PodKube.Tour;

/// <summary>What runs inside the simulated pod when there is no pwsh: finds its service account as any pod does, and walks.</summary>
internal static class PodProgram
{
    /// <summary>Where the sandbox leaves the administrator's kubeconfig; only a sandbox has that.</summary>
    private const string AdminKubeconfig = "PODKUBE_SANDBOX_ADMIN";

    public static async Task<int> RunAsync(Narrator narrator, CancellationToken cancellationToken)
    {
        try
        {
            string path = Environment.GetEnvironmentVariable(AdminKubeconfig) is { Length: > 0 } named
                ? named
                : throw new TourFailedException($"{AdminKubeconfig} is not set: this part of the tour runs in the sandbox's pod.");
            using var pod = new KubeClient(new InClusterConfigLoader().Load());
            using var admin = new KubeClient(new KubeconfigLoader().Load(path));
            var walk = new PodWalk(pod, admin, TimeProvider.System);
            return await new TourGuide(narrator).WalkAsync(walk.Steps(), cancellationToken).ConfigureAwait(false) ? 0 : 1;
        }
        catch (Exception e) when (e is TourFailedException or KubeException)
        {
            narrator.Failure(e.Message);
            return 1;
        }
    }
}
