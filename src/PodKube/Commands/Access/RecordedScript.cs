using System.Management.Automation;
using PodKube.Client.Access;
using PodKube.Client.Http;
using PodKube.Sessions;

namespace PodKube.Commands;

/// <summary>What a script block did while it was recorded.</summary>
/// <param name="Requests">What it requested.</param>
/// <param name="Needs">The rights that it needs.</param>
/// <param name="Failure">The error that ended it early; null when it came to its end.</param>
internal sealed record RecordedScript(IReadOnlyCollection<RequestObservation> Requests, IReadOnlyCollection<AccessNeed> Needs, ErrorRecord? Failure)
{
    /// <summary>Runs a script block and records the requests that it makes.</summary>
    /// <param name="cmdlet">The cmdlet that runs it.</param>
    /// <param name="script">The script block.</param>
    /// <param name="isRehearsal">Whether nothing must be changed: what would change something is sent as a dry run, or not at all.</param>
    public static RecordedScript Run(PSCmdlet cmdlet, ScriptBlock script, bool isRehearsal)
    {
        using AccessRecorder recorder = AccessRecorder.Start(isRehearsal);
        ErrorRecord? failure = null;
        try
        {
            // Its output is not what was asked for; its errors and warnings appear as usual.
            cmdlet.InvokeCommand.InvokeScript(useLocalScope: true, script, input: null);
        }
        catch (PipelineStoppedException)
        {
            throw;
        }
        catch (RuntimeException e)
        {
            failure = e.ErrorRecord;
        }

        return new RecordedScript(recorder.Requests, recorder.Needs, failure);
    }
}
