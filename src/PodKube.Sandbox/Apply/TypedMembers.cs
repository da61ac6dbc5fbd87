using System.Text.Json.Nodes;
using PodKube.Sandbox.Schemas;

namespace PodKube.Sandbox.Apply;

/// <summary>How the walks of this folder get from a value to its members.</summary>
internal static class TypedMembers
{
    /// <summary>The type of a member of a struct, map or untyped object.</summary>
    public static TypeSchema TypeOf(TypeSchema type, string member) => type.Type switch
    {
        SchemaType.Struct => type.Find(member)?.Type ?? TypeSchema.Any,
        SchemaType.Map => type.Element!,
        _ => TypeSchema.Any,
    };

    /// <summary>True where the member is named by the schema, not by the object.</summary>
    public static bool IsNamed(TypeSchema type, string member) => type.Type == SchemaType.Struct && type.Find(member) is not null;

    /// <summary>The elements of a set or map list by their steps; of equal ones the last.</summary>
    public static Dictionary<string, JsonNode?> Index(TypeSchema list, JsonArray? items)
    {
        var index = new Dictionary<string, JsonNode?>(StringComparer.Ordinal);
        foreach (var item in items ?? [])
        {
            index[PathElements.Of(list, item)] = item;
        }

        return index;
    }

    public static bool IsOwnedInParts(TypeSchema type, JsonNode? value) => value switch
    {
        JsonObject => type.Type is SchemaType.Struct or SchemaType.Map or SchemaType.Any && !type.Atomic,
        JsonArray => type.Type == SchemaType.List && type.List != ListShape.Atomic,
        _ => false,
    };
}
