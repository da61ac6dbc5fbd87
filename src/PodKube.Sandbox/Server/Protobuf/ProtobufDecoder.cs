using System.Text.Json.Nodes;
using PodKube.Sandbox.Schemas;
using PodKube.Sandbox.Schemas.Protobuf;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Server.Protobuf;

/// <summary>
/// Turns a message into the JSON that Go's types would write for it. Go sends the zero value of every field that is no pointer, so zeros that JSON leaves out
/// (omitempty) are left out here too: defaults apply as if the field had not been sent. Fields that the tables do not know are passed over, as protobuf
/// has it. Nesting is bounded by the schemas, none of which contains itself.
/// </summary>
internal static class ProtobufDecoder
{
    private const int KeyField = 1;
    private const int ValueField = 2;
    private const int ItemsField = 1;

    /// <exception cref="MalformedProtobufException">The bytes are no message of that type.</exception>
    public static JsonObject Decode(MessageLayout layout, TypeSchema schema, ReadOnlySpan<byte> message)
    {
        var result = new JsonObject();
        Merge(layout, schema, message, result);
        return result;
    }

    private static void Merge(MessageLayout layout, TypeSchema schema, ReadOnlySpan<byte> message, JsonObject target)
    {
        var reader = new WireReader(message);
        while (reader.TryReadTag(out var number, out var wireType))
        {
            if (!layout.Fields.TryGetValue(number, out var field))
            {
                reader.Skip(wireType);
            }
            else if (field.Inlined)
            {
                Require(WireType.Bytes, wireType, field.Name);
                var inlined = layout.Resolve(field.Name) ?? throw Unmapped(field.Name);
                Merge(inlined, schema, reader.ReadBytes(), target);
            }
            else
            {
                ReadField(layout, schema.Find(field.Name) ?? throw Unmapped(field.Name), wireType, ref reader, target);
            }
        }
    }

    private static void ReadField(MessageLayout layout, FieldSchema field, WireType wireType, ref WireReader reader, JsonObject target)
    {
        var type = field.Type;
        switch (type.Type)
        {
            case SchemaType.List:
                AddItems(layout, type.Element!, field.Name, wireType, ref reader, target.EnsureArray(field.Name));
                return;
            case SchemaType.Map:
                Require(WireType.Bytes, wireType, field.Name);
                AddEntry(layout, type.Element!, field.Name, reader.ReadBytes(), target.EnsureObject(field.Name));
                return;
            case SchemaType.Struct:
                Require(WireType.Bytes, wireType, field.Name);
                Merge(layout.Resolve(type.ShortName) ?? throw Unmapped(type.ShortName), type, reader.ReadBytes(), target.EnsureObject(field.Name));
                return;
        }

        var value = ReadValue(layout, type, field.Name, wireType, ref reader);
        if (value is null || (!field.Pointer && !field.AlwaysWritten && IsZero(type.Type, value)))
        {
            target.Remove(field.Name);
        }
        else
        {
            target[field.Name] = value;
        }
    }

    /// <summary>One element, or several numbers packed into one field.</summary>
    private static void AddItems(MessageLayout layout, TypeSchema element, string name, WireType wireType, ref WireReader reader, JsonArray items)
    {
        if (wireType == WireType.Bytes && element.Type is SchemaType.Int32 or SchemaType.Int64 or SchemaType.Bool)
        {
            var packed = new WireReader(reader.ReadBytes());
            while (!packed.AtEnd)
            {
                items.Add(ReadValue(layout, element, name, WireType.Varint, ref packed));
            }

            return;
        }

        items.Add(ReadValue(layout, element, name, wireType, ref reader));
    }

    private static void AddEntry(MessageLayout layout, TypeSchema element, string name, ReadOnlySpan<byte> entry, JsonObject map)
    {
        var key = "";
        var value = Empty(element);
        var reader = new WireReader(entry);
        while (reader.TryReadTag(out var number, out var wireType))
        {
            switch (number)
            {
                case KeyField:
                    Require(WireType.Bytes, wireType, name);
                    key = reader.ReadText();
                    break;
                case ValueField:
                    value = ReadMapValue(layout, element, name, wireType, ref reader);
                    break;
                default:
                    reader.Skip(wireType);
                    break;
            }
        }

        map[key] = value;
    }

    /// <summary>Lists cannot be values of protobuf's maps: a message that holds nothing else stands for them.</summary>
    private static JsonNode? ReadMapValue(MessageLayout layout, TypeSchema element, string name, WireType wireType, ref WireReader reader)
    {
        if (element.Type != SchemaType.List)
        {
            return ReadValue(layout, element, name, wireType, ref reader);
        }

        Require(WireType.Bytes, wireType, name);
        var items = new JsonArray();
        var wrapper = new WireReader(reader.ReadBytes());
        while (wrapper.TryReadTag(out var number, out var itemType))
        {
            if (number == ItemsField)
            {
                AddItems(layout, element.Element!, name, itemType, ref wrapper, items);
            }
            else
            {
                wrapper.Skip(itemType);
            }
        }

        return items;
    }

    private static JsonNode? ReadValue(MessageLayout layout, TypeSchema type, string name, WireType wireType, ref WireReader reader)
    {
        var isVarint = type.Type is SchemaType.Int32 or SchemaType.Int64 or SchemaType.Bool;
        Require(isVarint ? WireType.Varint : WireType.Bytes, wireType, name);
        return type.Type switch
        {
            SchemaType.Int32 => JsonValue.Create((long)(int)reader.ReadVarint()),
            SchemaType.Int64 => JsonValue.Create((long)reader.ReadVarint()),
            SchemaType.Bool => JsonValue.Create(reader.ReadVarint() != 0),
            SchemaType.String => JsonValue.Create(reader.ReadText()),
            SchemaType.Bytes => JsonValue.Create(Convert.ToBase64String(reader.ReadBytes())),
            SchemaType.Quantity => ScalarMessages.Quantity(reader.ReadBytes()),
            SchemaType.IntOrString => ScalarMessages.IntOrString(reader.ReadBytes()),
            SchemaType.Time => ScalarMessages.Time(reader.ReadBytes()),
            SchemaType.MicroTime => ScalarMessages.MicroTime(reader.ReadBytes()),
            SchemaType.Any => ScalarMessages.Json(reader.ReadBytes()),
            SchemaType.Struct => Decode(layout.Resolve(type.ShortName) ?? throw Unmapped(type.ShortName), type, reader.ReadBytes()),
            _ => throw Unmapped(type.GoName),
        };
    }

    private static bool IsZero(SchemaType type, JsonNode value) => type switch
    {
        SchemaType.String or SchemaType.Bytes => value.AsText()!.Length == 0,
        SchemaType.Int32 or SchemaType.Int64 => value.AsLong() == 0,
        SchemaType.IntOrString => value.AsLong() == 0,
        SchemaType.Bool => !value.GetValue<bool>(),
        _ => false,
    };

    /// <summary>What a map entry without a value holds.</summary>
    private static JsonNode? Empty(TypeSchema element) => element.Type switch
    {
        SchemaType.String or SchemaType.Bytes => JsonValue.Create(""),
        SchemaType.Quantity => JsonValue.Create("0"),
        SchemaType.Struct => new JsonObject(),
        SchemaType.List => new JsonArray(),
        _ => null,
    };

    private static void Require(WireType expected, WireType found, string field)
    {
        if (expected != found)
        {
            throw MalformedProtobufException.WrongWireType(found, field);
        }
    }

    private static MalformedProtobufException Unmapped(string name) => new($"proto: no field numbers are known for {name}");
}
