using System.Management.Automation;
using PodKube.Client.Yaml;
using PodKube.Objects;

namespace PodKube.Commands;

/// <summary>Turns YAML (or JSON) as Kubernetes reads it into objects.</summary>
[Cmdlet(VerbsData.ConvertFrom, "KubeYaml", DefaultParameterSetName = TextSet)]
[OutputType(KubeObjectFactory.BaseTypeName)]
public sealed class ConvertFromKubeYamlCommand : KubeCmdlet
{
    private const string TextSet = "Text";
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";

    private readonly List<string> _lines = [];

    /// <summary>The text. What comes down the pipeline is one text of many lines, as Get-Content gives it.</summary>
    [Parameter(ParameterSetName = TextSet, Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [AllowEmptyString]
    [AllowEmptyCollection]
    [Alias("Yaml")]
    public string[] InputObject { get; set; } = [];

    /// <summary>The files to read; wildcards are allowed.</summary>
    [Parameter(ParameterSetName = PathSet, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>The files to read, taken as they are written.</summary>
    [Parameter(ParameterSetName = LiteralPathSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == TextSet)
        {
            _lines.AddRange(InputObject);
            return;
        }

        foreach (
            string file in TextFiles.Resolve(this, ParameterSetName == PathSet ? Path : LiteralPath, wildcards: ParameterSetName == PathSet)
        )
        {
            ReadFile(file);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (ParameterSetName == TextSet)
        {
            ReadText(string.Join('\n', _lines));
        }
    }

    // The text is the one argument of the call; a file is one item of several.
    private void ReadText(string text)
    {
        try
        {
            Write(KubeYamlReader.Read(text));
        }
        catch (KubeYamlException e)
        {
            ThrowTerminatingError(ErrorRecordFactory.Create(e, null));
        }
    }

    private void ReadFile(string file)
    {
        try
        {
            Write(KubeYamlReader.Read(File.ReadAllBytes(file)));
        }
        catch (KubeYamlException e)
        {
            WriteError(ErrorRecordFactory.Create(e.In(file), new KubeTarget(file, null, null)));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            WriteError(new ErrorRecord(e, "PathNotFound", ErrorCategory.ObjectNotFound, file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            WriteError(new ErrorRecord(e, "FileUnreadable", ErrorCategory.ReadError, file));
        }
    }

    private void Write(IEnumerable<YamlDocument> documents)
    {
        foreach (YamlDocument document in documents)
        {
            WriteObject(KubeObjectFactory.CreateFromJson(document.Json), enumerateCollection: true);
        }
    }
}
