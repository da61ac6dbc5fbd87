using PodKube.Client.Errors;

namespace PodKube.Tour.Walk;

/// <summary>Walks the steps and tells them; the first that fails ends the tour.</summary>
internal sealed class TourGuide(Narrator narrator)
{
    /// <summary>Whether every step did what it should.</summary>
    public async Task<bool> WalkAsync(IEnumerable<TourStep> steps, CancellationToken cancellationToken)
    {
        int number = 0;
        foreach (var step in steps)
        {
            narrator.Step(++number, step.Title);
            try
            {
                narrator.Shown(await step.RunAsync(cancellationToken).ConfigureAwait(false));
            }
            catch (Exception e) when (e is TourFailedException or KubeException)
            {
                narrator.Failure($"This step failed: {e.Message}");
                return false;
            }
        }

        return true;
    }
}
