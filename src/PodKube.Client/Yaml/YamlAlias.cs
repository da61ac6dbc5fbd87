using YamlDotNet.Core;

namespace PodKube.Client.Yaml;

/// <summary>A reference to an anchored node.</summary>
internal sealed class YamlAlias(Mark start, YamlNode target) : YamlNode(start)
{
    public YamlNode Target { get; } = target;
}
