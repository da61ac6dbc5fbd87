using System.Management.Automation;
using PodKube.Client.Access;
using PodKube.Objects;

namespace PodKube.Commands;

/// <summary>Runs a script, records every call that it makes to API servers, and emits the smallest set of rules that allows them.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "KubeAccess")]
[OutputType(AccessRuleFactory.TypeName)]
[OutputType(typeof(KubeAccessCall))]
public sealed class MeasureKubeAccessCommand : KubeCmdlet
{
    /// <summary>The script block to run. Its output is not emitted.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public ScriptBlock? ScriptBlock { get; set; }

    /// <summary>Make every rule for all objects of a kind, whatever names the script used.</summary>
    [Parameter]
    public SwitchParameter IgnoreNames { get; set; }

    /// <summary>Emit the rules that everybody has too: discovery, health, version, and the questions about oneself.</summary>
    [Parameter]
    public SwitchParameter IncludeDefault { get; set; }

    /// <summary>Emit every call, with what came of it, instead of the rules.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        RecordedScript run = RecordedScript.Run(this, ScriptBlock!, isRehearsal: false);
        if (run.Failure is not null)
        {
            WriteError(run.Failure);
            WriteWarning("The script did not come to its end; the rules allow what it did until then.");
        }

        if (Detailed)
        {
            WriteObject(run.Requests.Select(static request => new KubeAccessCall(request)), enumerateCollection: true);
            return;
        }

        foreach ((string? place, RbacRule rule) in NeededRules.Of(run.Needs, IgnoreNames, IncludeDefault))
        {
            WriteObject(AccessRuleFactory.Create(rule, place, null));
        }
    }
}
