using System.Text.Json.Nodes;
using PodKube.Sandbox.Schemas;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Apply;

/// <summary>What differs between two versions of an object, as sets of fields; the rules are those of structured-merge-diff.</summary>
internal sealed class Comparison
{
    private Comparison()
    {
    }

    public FieldSet Added { get; } = new();

    public FieldSet Modified { get; } = new();

    public FieldSet Removed { get; } = new();

    public static Comparison Of(TypeSchema schema, JsonObject before, JsonObject after)
    {
        var comparison = new Comparison();
        comparison.Members(schema, before, after, new Place(comparison.Added, comparison.Modified, comparison.Removed));
        return comparison;
    }

    /// <summary>Takes the differences below metadata.managedFields out: the record of owners has no owner.</summary>
    public Comparison WithoutEntries()
    {
        foreach (var set in (ReadOnlySpan<FieldSet>)[Added, Modified, Removed])
        {
            set.Find("f:metadata")?.Remove("f:managedFields");
        }

        return this;
    }

    /// <summary>Compares what is at one place; "present" tells null from missing.</summary>
    private void Visit(TypeSchema type, JsonNode? before, bool hadIt, JsonNode? after, bool hasIt, Place place)
    {
        var shape = Shape(type, before, after);
        if (shape is SchemaType.Struct or SchemaType.Map && !type.Atomic)
        {
            Members(type, before as JsonObject, after as JsonObject, place);
        }
        else if (shape == SchemaType.List && type.Type == SchemaType.List && type.List != ListShape.Atomic)
        {
            Elements(type, before as JsonArray, after as JsonArray, place);
        }
        else if (hadIt && hasIt)
        {
            place.Modified.IsMember |= !JsonEquality.Same(before, after);
            return;
        }

        if (!hadIt)
        {
            place.Added.IsMember = true;
        }
        else if (!hasIt)
        {
            place.Removed.IsMember = true;
        }
    }

    /// <summary>Where nothing is known of the type, objects are maps and lists are single values.</summary>
    private static SchemaType Shape(TypeSchema type, JsonNode? before, JsonNode? after)
    {
        if (type.Type is SchemaType.Any)
        {
            return (before ?? after) is JsonObject && (after ?? before) is JsonObject ? SchemaType.Map : SchemaType.Any;
        }

        // A value of another form than its type's counts as one value.
        return type.Type switch
        {
            SchemaType.Struct or SchemaType.Map when before is not (null or JsonObject) || after is not (null or JsonObject) => SchemaType.Any,
            SchemaType.List when before is not (null or JsonArray) || after is not (null or JsonArray) => SchemaType.Any,
            _ => type.Type,
        };
    }

    private void Members(TypeSchema type, JsonObject? before, JsonObject? after, Place place)
    {
        foreach (var name in Names(before, after))
        {
            JsonNode? left = null, right = null;
            var hadIt = before?.TryGetPropertyValue(name, out left) == true;
            var hasIt = after?.TryGetPropertyValue(name, out right) == true;
            if (hadIt && hasIt && JsonEquality.Same(left, right))
            {
                // Most of an object stays as it was: no places are made for that.
                continue;
            }

            Visit(TypedMembers.TypeOf(type, name), left, hadIt, right, hasIt, place.Child(PathElements.Field(name)));
        }
    }

    private static IEnumerable<string> Names(JsonObject? before, JsonObject? after)
    {
        foreach (var (name, _) in before ?? [])
        {
            yield return name;
        }

        foreach (var (name, _) in after ?? [])
        {
            if (before?.ContainsKey(name) != true)
            {
                yield return name;
            }
        }
    }

    private void Elements(TypeSchema type, JsonArray? before, JsonArray? after, Place place)
    {
        var left = TypedMembers.Index(type, before);
        var right = TypedMembers.Index(type, after);
        foreach (var element in left.Keys.Union(right.Keys))
        {
            var hadIt = left.TryGetValue(element, out var old);
            var hasIt = right.TryGetValue(element, out var now);
            if (hadIt && hasIt && JsonEquality.Same(old, now))
            {
                continue;
            }

            Visit(type.Element!, old, hadIt, now, hasIt, place.Child(element));
        }
    }

    private readonly record struct Place(FieldSet Added, FieldSet Modified, FieldSet Removed)
    {
        public Place Child(string element) => new(Added.Child(element), Modified.Child(element), Removed.Child(element));
    }
}
