using System.Management.Automation;
using PodKube.Client.Manifests;
using PodKube.Client.Resources;
using PodKube.Objects;

namespace PodKube.Commands;

/// <summary>
/// The base of the cmdlets that work on a whole set of manifests: files, folders, kustomizations, and what is piped in. Everything is
/// read first, for the objects need each other in an order of their own.
/// </summary>
public abstract class ManifestReadingCmdlet : SessionCmdlet
{
    private protected const string PathSet = "Path";
    private protected const string LiteralPathSet = "LiteralPath";
    private protected const string ObjectSet = "Object";

    private readonly List<KubeObject> _manifests = [];
    private readonly List<string> _lines = [];

    /// <summary>Files, folders and kustomizations; wildcards are allowed. A folder with a kustomization.yaml is taken as that.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>Files and folders, taken as they are written.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet)]
    [Alias("LP")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>Objects of PodKube, kubectl's JSON or YAML, hashtables, lists of objects; lines of YAML or JSON; files of Get-ChildItem.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ObjectSet)]
    [AllowEmptyString]
    [ValidateNotNull]
    public PSObject? InputObject { get; set; }

    /// <summary>Read the folders inside of folders too.</summary>
    [Parameter]
    public SwitchParameter Recurse { get; set; }

    /// <summary>Whether something could not be read, so that the set is not whole.</summary>
    private protected bool IsIncomplete { get; set; }

    private protected sealed override void ProcessWithSession()
    {
        if (ParameterSetName != ObjectSet)
        {
            ReadPaths(ParameterSetName == PathSet ? Path : LiteralPath, wildcards: ParameterSetName == PathSet);
        }
        else if (InputObject!.BaseObject is string line)
        {
            _lines.Add(line);
        }
        else
        {
            ReadLines();
            ReadObject(InputObject);
        }
    }

    /// <inheritdoc/>
    protected sealed override void EndProcessing()
    {
        ReadLines();
        if (_manifests.Count > 0)
        {
            Try(null, () => Work(_manifests));
        }
    }

    /// <summary>Does the work on everything that was read.</summary>
    private protected abstract void Work(IReadOnlyList<KubeObject> manifests);

    private void ReadLines()
    {
        if (_lines.Count > 0)
        {
            string text = string.Join('\n', _lines);
            _lines.Clear();
            Read("(text)", () => _manifests.AddRange([.. ManifestReader.Read(text)]));
        }
    }

    private void ReadObject(PSObject item)
    {
        switch (item.BaseObject)
        {
            case FileSystemInfo file:
                ReadPath(file.FullName);
                break;
            case KubePublishResult published:
                ReadObject(published.Resource);
                break;
            default:
                Read("(object)", () => _manifests.AddRange(ManifestReader.Expand(KubeJsonWriter.ToUtf8(item, revealSecrets: true), "The piped object")));
                break;
        }
    }

    private void ReadPaths(string[] paths, bool wildcards)
    {
        foreach (string path in paths)
        {
            if (path.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || path.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
            {
                IsIncomplete = true;
                WriteError(ErrorRecordFactory.Create(
                    new ArgumentException($"'{path}' is not read: what goes into a cluster is looked at first. Download it and publish the file."),
                    new KubeTarget(path, null, null)));
                continue;
            }

            string[] files = [.. TextFiles.Resolve(this, [path], wildcards)];
            IsIncomplete |= files.Length == 0;
            Array.ForEach(files, ReadPath);
        }
    }

    private void ReadPath(string path) => Read(path, () => _manifests.AddRange([.. ManifestFiles.Read(path, Recurse)]));

    // All of a file or nothing: half of a manifest whose rest cannot be read is nobody's wish.
    private void Read(string origin, Action read) => IsIncomplete |= !Try(new KubeTarget(origin, null, null), read);
}
