using System.Management.Automation;
using System.Text.Json;
using PodKube.Client.Errors;
using PodKube.Client.Manifests;
using PodKube.Objects;

namespace PodKube.Commands;

/// <summary>The base of the cmdlets that write each object of the pipeline as one text.</summary>
public abstract class TextWritingCmdlet : KubeCmdlet
{
    /// <summary>What to write: an object of PodKube, of <c>ConvertFrom-Json</c>, a hashtable or a plain value.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public PSObject? InputObject { get; set; }

    /// <summary>Leave out what the server wrote: <c>status</c>, <c>managedFields</c>, <c>uid</c>, <c>resourceVersion</c> and the like.</summary>
    [Parameter]
    public SwitchParameter OmitServerFields { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        try
        {
            byte[] json = KubeJsonWriter.ToUtf8(InputObject);
            WriteObject(Write(OmitServerFields && json is [(byte)'{', ..] ? ServerFieldRemover.Remove(json, ServerFields.All) : json));
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or JsonException)
        {
            WriteError(new ErrorRecord(e, ErrorReason.InvalidRequest, ErrorCategory.InvalidArgument, InputObject));
        }
    }

    /// <summary>Writes one value.</summary>
    private protected abstract string Write(ReadOnlySpan<byte> json);
}
