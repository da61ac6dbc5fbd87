using PodKube.Client;
using PodKube.Client.Config;
using PodKube.Client.Errors;
using PodKube.Tour.Walk;

namespace PodKube.Tour;

/// <summary>What runs inside the simulated pod when there is no pwsh: finds its service account as any pod does, and walks.</summary>
internal static class PodProgram
{
    public static async Task<int> RunAsync(Narrator narrator, CancellationToken cancellationToken)
    {
        try
        {
            using var pod = new KubeClient(new InClusterConfigLoader().Load());
            // The sandbox was started with --admin: KUBECONFIG names the administrator's file.
            using var admin = new KubeClient(new KubeconfigLoader().Load());
            var walk = new PodWalk(pod, admin);
            return await new TourGuide(narrator).WalkAsync(walk.Steps(), cancellationToken).ConfigureAwait(false) ? 0 : 1;
        }
        catch (Exception e) when (e is TourFailedException or KubeException)
        {
            narrator.Failure(e.Message);
            return 1;
        }
    }
}
