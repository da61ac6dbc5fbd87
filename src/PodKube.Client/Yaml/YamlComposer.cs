using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace PodKube.Client.Yaml;

/// <summary>Makes a node tree of each document of a stream of parser events. Anchors live as long as their document.</summary>
internal sealed class YamlComposer
{
    /// <summary>Deep enough for any Kubernetes object, shallow enough for any thread's stack.</summary>
    public const int MaxDepth = 512;

    private readonly PeekingScanner _scanner;
    private readonly Parser _parser;
    private readonly Dictionary<string, YamlNode?> _anchors = new(StringComparer.Ordinal);
    private int _depth;

    public YamlComposer(string text)
    {
        _scanner = new PeekingScanner(text);
        _parser = new Parser(_scanner);
    }

    /// <summary>Reads the next document.</summary>
    /// <returns>Its root node, or null at the end of the stream.</returns>
    /// <exception cref="KubeYamlException">The text is not YAML.</exception>
    public YamlNode? ReadDocument()
    {
        try
        {
            return ComposeDocument();
        }
        catch (YamlException exception)
        {
            throw Located(exception);
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
        {
            // What YamlDotNet throws where its own expectations break, always over malformed text.
            Mark mark = _scanner.CurrentPosition;
            throw new KubeYamlException("the text is not YAML here", Math.Max(1, mark.Line), Math.Max(1, mark.Column), inner: exception);
        }
    }

    // Some failures of the scanner carry no place: they are about where it stands.
    private KubeYamlException Located(YamlException exception)
    {
        Mark mark = exception.Start.Index == 0 && exception.End.Index == 0 ? _scanner.CurrentPosition : exception.Start;
        string problem = exception.Message.TrimEnd('.');
        problem = char.ToLowerInvariant(problem[0]) + problem[1..];
        return new KubeYamlException(problem, Math.Max(1, mark.Line), Math.Max(1, mark.Column), inner: exception);
    }

    private YamlNode? ComposeDocument()
    {
        while (_parser.MoveNext())
        {
            switch (_parser.Current)
            {
                case DocumentStart:
                    _anchors.Clear();
                    _parser.MoveNext();
                    return Compose();
                case StreamEnd:
                    return null;
            }
        }

        return null;
    }

    private YamlNode Compose() =>
        _parser.Current switch
        {
            Scalar scalar => Anchored(scalar, ComposeScalar(scalar)),
            SequenceStart start => ComposeSequence(start),
            MappingStart start => ComposeMapping(start),
            AnchorAlias alias => new YamlAlias(alias.Start, Target(alias)),
            ParsingEvent other => throw new KubeYamlException("a value is expected here", other.Start.Line, other.Start.Column),
            null => throw new KubeYamlException("the text ends where a value is expected", 1, 1),
        };

    // No plain scalar holds ": ". YamlDotNet misses the colon after a word that begins with "*", and would read a key as a value without saying so.
    private static YamlScalar ComposeScalar(Scalar scalar)
    {
        bool isPlain = scalar.Style is ScalarStyle.Plain or ScalarStyle.Any;
        if (isPlain && scalar.Value.Contains('*') && (scalar.Value.Contains(": ", StringComparison.Ordinal) || scalar.Value.EndsWith(':')))
        {
            throw new KubeYamlException("a key with a word that begins with '*' must be quoted", scalar.Start.Line, scalar.Start.Column);
        }

        return new YamlScalar(scalar.Start, scalar.Value, scalar.Tag.IsEmpty ? "" : scalar.Tag.Value, isPlain);
    }

    private YamlSequence ComposeSequence(SequenceStart start)
    {
        YamlSequence sequence = new(start.Start);
        Open(start);
        while (_parser.MoveNext() && _parser.Current is not SequenceEnd)
        {
            sequence.Items.Add(Compose());
        }

        Close(start, sequence);
        return sequence;
    }

    private YamlMapping ComposeMapping(MappingStart start)
    {
        YamlMapping mapping = new(start.Start);
        Open(start);
        while (_parser.MoveNext() && _parser.Current is not MappingEnd)
        {
            YamlNode key = Compose();
            _parser.MoveNext();
            mapping.Entries.Add(new(key, Compose()));
        }

        Close(start, mapping);
        return mapping;
    }

    // An anchor of a node that is still open is known and has no node yet: an alias to it would make the value contain itself.
    private void Open(NodeEvent start)
    {
        if (++_depth > MaxDepth)
        {
            throw new KubeYamlException($"values are nested more than {MaxDepth} levels deep", start.Start.Line, start.Start.Column);
        }

        if (!start.Anchor.IsEmpty)
        {
            _anchors[start.Anchor.Value] = null;
        }
    }

    private void Close(NodeEvent start, YamlNode node)
    {
        _depth--;
        Anchored(start, node);
    }

    private YamlNode Anchored(NodeEvent start, YamlNode node)
    {
        if (!start.Anchor.IsEmpty)
        {
            _anchors[start.Anchor.Value] = node;
        }

        return node;
    }

    private YamlNode Target(AnchorAlias alias)
    {
        string name = alias.Value.Value;
        if (!_anchors.TryGetValue(name, out YamlNode? target))
        {
            throw new KubeYamlException($"no anchor '{name}' stands before this alias", alias.Start.Line, alias.Start.Column);
        }

        return target ?? throw new KubeYamlException($"the value of anchor '{name}' contains itself", alias.Start.Line, alias.Start.Column);
    }
}
