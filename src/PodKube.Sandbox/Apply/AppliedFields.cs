using System.Text.Json.Nodes;
using PodKube.Sandbox.Schemas;

namespace PodKube.Sandbox.Apply;

/// <summary>The fields that an applied configuration mentions: what its applier comes to own.</summary>
internal static class AppliedFields
{
    public static FieldSet Of(TypeSchema schema, JsonObject configuration)
    {
        var set = new FieldSet();
        Visit(schema, configuration, set);
        return set;
    }

    private static void Visit(TypeSchema type, JsonNode? value, FieldSet place)
    {
        if (!TypedMembers.IsOwnedInParts(type, value))
        {
            place.IsMember = true;
            return;
        }

        if (value is JsonObject members)
        {
            foreach (var (name, member) in members)
            {
                var child = place.Child(PathElements.Field(name));
                Visit(TypedMembers.TypeOf(type, name), member, child);

                // Empty objects and members that only the object names are owned themselves too.
                child.IsMember |= member is null or JsonObject { Count: 0 } || !TypedMembers.IsNamed(type, name);
            }
        }
        else if (value is JsonArray items)
        {
            foreach (var item in items)
            {
                var child = place.Child(PathElements.Of(type, item));
                Visit(type.Element!, item, child);
                child.IsMember = true;
            }
        }
    }
}
