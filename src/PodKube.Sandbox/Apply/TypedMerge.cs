using System.Text.Json.Nodes;
using PodKube.Sandbox.Schemas;

namespace PodKube.Sandbox.Apply;

/// <summary>Merges an applied configuration into an object, and takes fields out of one.</summary>
internal static class TypedMerge
{
    /// <summary>The object with everything that the configuration mentions set to its values.</summary>
    public static JsonObject Merge(TypeSchema schema, JsonObject live, JsonObject configuration) =>
        (JsonObject)Visit(schema, live, configuration)!;

    /// <summary>The object without the members and elements that are in the set.</summary>
    public static JsonObject Remove(TypeSchema schema, JsonObject obj, FieldSet removed)
    {
        var copy = (JsonObject)obj.DeepClone();
        Strip(schema, copy, removed);
        return copy;
    }

    private static JsonNode? Visit(TypeSchema type, JsonNode? live, JsonNode? applied)
    {
        if (!TypedMembers.IsOwnedInParts(type, applied))
        {
            return applied?.DeepClone();
        }

        return applied is JsonObject members
            ? MergeMembers(type, live as JsonObject, members)
            : MergeElements(type, live as JsonArray, (JsonArray)applied!);
    }

    private static JsonObject MergeMembers(TypeSchema type, JsonObject? live, JsonObject applied)
    {
        var merged = live is null ? [] : (JsonObject)live.DeepClone();
        foreach (var (name, value) in applied)
        {
            merged[name] = Visit(TypedMembers.TypeOf(type, name), live?[name], value);
        }

        return merged;
    }

    /// <summary>The applied elements come in their order; those that are only live keep their place before what followed them.</summary>
    private static JsonArray MergeElements(TypeSchema type, JsonArray? live, JsonArray applied)
    {
        var appliedByStep = TypedMembers.Index(type, applied);
        var liveByStep = TypedMembers.Index(type, live);
        var merged = new JsonArray();
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var appliedSteps = appliedByStep.Keys.ToList();
        var next = 0;
        foreach (var (step, item) in liveByStep)
        {
            if (!appliedByStep.ContainsKey(step))
            {
                merged.Add(item?.DeepClone());
                continue;
            }

            // Applied elements up to this one come first.
            while (!taken.Contains(step))
            {
                Take(appliedSteps[next++]);
            }
        }

        while (next < appliedSteps.Count)
        {
            Take(appliedSteps[next++]);
        }

        return merged;

        void Take(string step)
        {
            if (taken.Add(step))
            {
                merged.Add(Visit(type.Element!, liveByStep.GetValueOrDefault(step), appliedByStep[step]));
            }
        }
    }

    private static void Strip(TypeSchema type, JsonNode? value, FieldSet removed)
    {
        if (!TypedMembers.IsOwnedInParts(type, value))
        {
            return;
        }

        if (value is JsonObject members)
        {
            foreach (var (element, child) in removed.Children())
            {
                var name = element[2..];
                if (element[0] != 'f' || !members.ContainsKey(name))
                {
                    continue;
                }

                if (child.IsMember)
                {
                    members.Remove(name);
                }
                else
                {
                    Strip(TypedMembers.TypeOf(type, name), members[name], child);
                }
            }
        }
        else if (value is JsonArray items)
        {
            StripElements(type, items, removed);
        }
    }

    private static void StripElements(TypeSchema type, JsonArray items, FieldSet removed)
    {
        for (var i = items.Count - 1; i >= 0; i--)
        {
            if (removed.Find(PathElements.Of(type, items[i])) is not { } child)
            {
                continue;
            }

            if (child.IsMember)
            {
                items.RemoveAt(i);
            }
            else
            {
                Strip(type.Element!, items[i], child);
            }
        }
    }
}
