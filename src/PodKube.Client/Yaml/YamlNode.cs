using YamlDotNet.Core;

namespace PodKube.Client.Yaml;

/// <summary>A node of one document, before its scalars have a type.</summary>
internal abstract class YamlNode(Mark start)
{
    /// <summary>Where the node starts in the text.</summary>
    public Mark Start { get; } = start;
}
