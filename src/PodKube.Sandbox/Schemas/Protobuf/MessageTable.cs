using System.Collections.Concurrent;

namespace PodKube.Sandbox.Schemas.Protobuf;

/// <summary>One table of field numbers: a line per message, read when the message is first met. Names that it lacks are those of what it imports.</summary>
internal sealed class MessageTable
{
    private readonly Dictionary<string, string> _definitions = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, MessageLayout> _layouts = new(StringComparer.Ordinal);
    private readonly MessageTable? _imports;

    public MessageTable(TextReader text, MessageTable? imports)
    {
        _imports = imports;
        while (text.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
            {
                var end = line.IndexOf(' ', StringComparison.Ordinal);
                _definitions.Add(end < 0 ? line : line[..end], line);
            }
        }
    }

    /// <summary>The layout of a message, of this table or of what it imports; null where there is none.</summary>
    public MessageLayout? Find(string name) => _definitions.TryGetValue(name, out var definition)
        ? _layouts.GetOrAdd(name, static (_, args) => new MessageLayout(args.definition, args.table), (definition, table: this))
        : _imports?.Find(name);
}
