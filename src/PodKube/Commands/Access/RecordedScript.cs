using System.Management.Automation;
using PodKube.Client.Http;
using PodKube.Sessions;

namespace PodKube.Commands;

/// <summary>Runs a script block and records the requests that it makes.</summary>
internal static class RecordedScript
{
    /// <summary>What was requested, and the error that ended the script early; null when it came to its end.</summary>
    public static (IReadOnlyCollection<RequestObservation> Requests, ErrorRecord? Failure) Run(PSCmdlet cmdlet, ScriptBlock script)
    {
        using AccessRecorder recorder = AccessRecorder.Start();
        try
        {
            // Its output is not what was asked for; its errors and warnings appear as usual.
            cmdlet.InvokeCommand.InvokeScript(useLocalScope: true, script, input: null);
            return (recorder.Requests, null);
        }
        catch (PipelineStoppedException)
        {
            throw;
        }
        catch (RuntimeException e)
        {
            return (recorder.Requests, e.ErrorRecord);
        }
    }
}
