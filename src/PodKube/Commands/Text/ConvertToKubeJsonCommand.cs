using System.Buffers;
using System.Management.Automation;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using PodKube.Objects;

namespace PodKube.Commands;

/// <summary>Writes objects as the JSON that the API takes: the Kubernetes fields alone, in their order.</summary>
[Cmdlet(VerbsData.ConvertTo, "KubeJson")]
[OutputType(typeof(string))]
public sealed class ConvertToKubeJsonCommand : TextWritingCmdlet
{
    /// <summary>Leave out the white space: one line for each object.</summary>
    [Parameter]
    public SwitchParameter Compress { get; set; }

    private protected override string Write(ReadOnlySpan<byte> json)
    {
        ArrayBufferWriter<byte> buffer = new(json.Length);
        JsonWriterOptions options = new()
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            Indented = !Compress,
            MaxDepth = JsonValueReader.MaxDepth,
        };
        // Not static: the import looks at the fields of all cmdlets, and would load the JSON library for this one.
        Utf8JsonReader reader = new(json, new JsonReaderOptions { MaxDepth = JsonValueReader.MaxDepth });
        using (JsonDocument document = JsonDocument.ParseValue(ref reader))
        using (Utf8JsonWriter writer = new(buffer, options))
        {
            document.RootElement.WriteTo(writer);
        }

        // Line breaks inside strings are escaped: these are the writer's own, which follow the platform.
        return Encoding.UTF8.GetString(buffer.WrittenSpan).ReplaceLineEndings("\n");
    }
}
