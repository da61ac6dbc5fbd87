using System.Globalization;

namespace PodKube.Sandbox.Schemas.Protobuf;

/// <summary>The field numbers of one message type. What its fields hold is in the schema of the same name.</summary>
internal sealed class MessageLayout
{
    private readonly Dictionary<int, MessageField> _fields = [];
    private readonly MessageTable _table;

    /// <param name="definition">A line of a table: the name, then name=number or +message=number.</param>
    public MessageLayout(string definition, MessageTable table)
    {
        _table = table;
        foreach (var word in definition.Split(' ').AsSpan(1))
        {
            var equals = word.IndexOf('=', StringComparison.Ordinal);
            var inlined = word[0] == '+';
            var number = int.Parse(word.AsSpan(equals + 1), CultureInfo.InvariantCulture);
            _fields.Add(number, new MessageField(word[(inlined ? 1 : 0)..equals], inlined));
        }
    }

    public IReadOnlyDictionary<int, MessageField> Fields => _fields;

    /// <summary>The layout of a type that a field of this message names; null where the tables have none.</summary>
    public MessageLayout? Resolve(string name) => _table.Find(name);
}
