using System.Collections;
using System.Management.Automation;
using System.Text.Json.Nodes;
using PodKube.Manifests;

namespace PodKube.Commands;

/// <summary>Creates a config map from values, files and environment files.</summary>
[Cmdlet(VerbsCommon.New, "KubeConfigMap", SupportsShouldProcess = true)]
[OutputType("PodKube.v1.ConfigMap")]
public sealed class NewKubeConfigMapCommand : NewNamespacedObjectCmdlet
{
    /// <summary>Keys and values, as a hashtable; bytes are kept as binary data.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNull]
    public IDictionary? Data { get; set; }

    /// <summary>Files, each under its own name, or under another as <c>key=path</c>; a folder means all files in it. What is no UTF-8 is kept as binary data.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] FromFile { get; set; } = [];

    /// <summary>Files of lines <c>KEY=value</c>, each line a key of its own; blank lines and lines that begin with # are left out.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] FromEnvFile { get; set; } = [];

    /// <summary>Let nobody change the values: to change them the object must be deleted and created again.</summary>
    [Parameter]
    public SwitchParameter Immutable { get; set; }

    private protected override void ProcessWithSession() => Create("ConfigMap", Write);

    private JsonObject Write()
    {
        DataEntries entries = new();
        entries.Add(Data);
        DataFiles.AddFiles(entries, FromFile, ResolvePath);
        DataFiles.AddEnvironment(entries, FromEnvFile, ResolvePath);
        (JsonObject texts, JsonObject binaries) = entries.ToTexts();
        JsonObject manifest = ManifestNodes.New("v1", "ConfigMap", Identity);
        ManifestNodes.AddUnlessEmpty(manifest, "immutable", Immutable ? true : null);
        ManifestNodes.AddUnlessEmpty(manifest, "data", texts);
        ManifestNodes.AddUnlessEmpty(manifest, "binaryData", binaries);
        return manifest;
    }
}
