using YamlDotNet.Core;

namespace PodKube.Client.Yaml;

/// <summary>A sequence, in block or flow style.</summary>
internal sealed class YamlSequence(Mark start) : YamlNode(start)
{
    public List<YamlNode> Items { get; } = [];
}
