using System.Management.Automation;

namespace PodKube.Commands;

/// <summary>Shows how far something is that takes a while.</summary>
/// <param name="cmdlet">Whose progress.</param>
/// <param name="id">Which of the cmdlet's bars.</param>
/// <param name="activity">What is being done.</param>
internal sealed class WorkProgress(Cmdlet cmdlet, int id, string activity)
{
    private bool _isShown;

    /// <summary>Shows the state.</summary>
    /// <param name="state">What is done, and what is left.</param>
    /// <param name="percent">How much is done, of 100.</param>
    public void Show(string state, int percent)
    {
        _isShown = true;
        cmdlet.WriteProgress(new ProgressRecord(id, activity, state.Length == 0 ? " " : state) { PercentComplete = percent });
    }

    /// <summary>Takes the progress away; a pipeline that stops does so by itself.</summary>
    public void Complete()
    {
        if (_isShown)
        {
            cmdlet.WriteProgress(new ProgressRecord(id, activity, " ") { RecordType = ProgressRecordType.Completed });
        }
    }
}
