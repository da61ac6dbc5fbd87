using System.Management.Automation;
using PodKube.Client.Yaml;

namespace PodKube.Commands;

/// <summary>Writes objects as the YAML that kubectl takes: the Kubernetes fields alone, in their order.</summary>
[Cmdlet(VerbsData.ConvertTo, "KubeYaml")]
[OutputType(typeof(string))]
public sealed class ConvertToKubeYamlCommand : TextWritingCmdlet
{
    private bool _second;

    private protected override string Write(ReadOnlySpan<byte> json)
    {
        string yaml = KubeYamlWriter.Write(json);
        string marker = _second ? "---\n" : "";
        _second = true;

        // Whoever takes the text, Set-Content or a native command, ends it with a line feed.
        return string.Concat(marker, yaml.AsSpan(0, yaml.Length - 1));
    }
}
