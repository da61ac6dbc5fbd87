using YamlDotNet.Core;

namespace PodKube.Client.Yaml;

/// <summary>A mapping, in block or flow style, its merge keys still unresolved.</summary>
internal sealed class YamlMapping(Mark start) : YamlNode(start)
{
    public List<KeyValuePair<YamlNode, YamlNode>> Entries { get; } = [];
}
