using YamlDotNet.Core;

namespace PodKube.Client.Yaml;

/// <summary>Bounds what aliases and merge keys may make of one document, so that a small text cannot become a huge object.</summary>
/// <remarks>go-yaml lets about as many nodes come from aliases (https://github.com/yaml/go-yaml/blob/v2/decode.go, allowedAliasRatio).</remarks>
internal sealed class AliasBudget
{
    /// <summary>Nodes of one document that may come from aliases.</summary>
    public const int MaxNodes = 400_000;

    /// <summary>Characters of one document that may come from aliases: five times what an API server takes in one request.</summary>
    public const int MaxCharacters = 16 * 1024 * 1024;

    private long _nodes;
    private long _characters;

    /// <summary>Counts one node that comes from an alias.</summary>
    /// <exception cref="KubeYamlException">The document has used up what it may.</exception>
    public void Charge(Mark place, int characters)
    {
        _characters += characters;
        if (++_nodes > MaxNodes || _characters > MaxCharacters)
        {
            throw new KubeYamlException(
                "the aliases of this document expand to too much",
                place.Line,
                place.Column,
                "Write the repeated part out, or leave it out."
            );
        }
    }
}
