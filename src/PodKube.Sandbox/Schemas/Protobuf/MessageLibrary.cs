using System.Collections.Concurrent;

namespace PodKube.Sandbox.Schemas.Protobuf;

/// <summary>The field numbers of the built-in types, from the embedded tables, each read when it is first needed: most sandboxes never see protobuf.</summary>
internal sealed class MessageLibrary
{
    private readonly ConcurrentDictionary<string, MessageTable?> _tables = new(StringComparer.Ordinal);
    private readonly Lazy<MessageTable> _core = new(() => Require("core", Require("meta", null)));

    /// <summary>The one library of the process: tables are immutable.</summary>
    public static MessageLibrary Shared { get; } = new();

    /// <summary>The layout of a built-in type; null where it has no protobuf form here.</summary>
    public MessageLayout? Find(string group, string version, string name) => TableOf(group, version)?.Find(name);

    private MessageTable? TableOf(string group, string version) => group.Length == 0
        ? _core.Value
        : _tables.GetOrAdd(group + "-" + version, name => Open(name, _core.Value));

    private static MessageTable Require(string name, MessageTable? imports) =>
        Open(name, imports) ?? throw new InvalidOperationException($"The table protobuf/{name}.txt is not embedded.");

    private static MessageTable? Open(string name, MessageTable? imports)
    {
        using var stream = typeof(MessageLibrary).Assembly.GetManifestResourceStream("protobuf/" + name + ".txt");
        if (stream is null)
        {
            return null;
        }

        using var reader = new StreamReader(stream);
        return new MessageTable(reader, imports);
    }
}
