using YamlDotNet.Core;

namespace PodKube.Client.Yaml;

/// <summary>A scalar: its text after unescaping and folding, its explicit tag (empty when it has none), and whether it stood there unquoted.</summary>
internal sealed class YamlScalar(Mark start, string text, string tag, bool isPlain) : YamlNode(start)
{
    public string Text { get; } = text;

    public string Tag { get; } = tag;

    public bool IsPlain { get; } = isPlain;
}
