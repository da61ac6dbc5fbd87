using System.Collections;
using System.Management.Automation;
using System.Text.Json.Nodes;
using PodKube.Client.Resources;
using PodKube.Manifests;

namespace PodKube.Commands;

/// <summary>The base of the cmdlets that create an object of one kind from parameters.</summary>
public abstract class NewObjectCmdlet : CreatingCmdlet
{
    /// <summary>The name of the new object.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "";

    /// <summary>Labels of the new object, as a hashtable.</summary>
    [Parameter]
    [Alias("Label")]
    public IDictionary? Labels { get; set; }

    /// <summary>The namespace of the new object; null for cluster-scoped kinds.</summary>
    private protected virtual string? Place => null;

    private protected ObjectIdentity Identity => new(Name, Place, TextMap.From(Labels));

    /// <summary>Creates the object that <paramref name="manifest"/> describes.</summary>
    private protected void Create(string kind, Func<JsonObject> manifest)
    {
        ApiResource resource = KnownKinds.Get(kind);
        Create(resource, Place, Name, () => ManifestNodes.ToUtf8(manifest()));
    }

    /// <summary>The file system path of one of PowerShell's, wildcards taken literally.</summary>
    private protected string ResolvePath(string path) => GetUnresolvedProviderPathFromPSPath(path);
}
