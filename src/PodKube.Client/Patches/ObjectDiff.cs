using System.Text.Json;
using PodKube.Client.Yaml;

namespace PodKube.Client.Patches;

/// <summary>Finds the differences between two objects, field by field.</summary>
/// <remarks>
/// The items of lists that have a name, a type or another key of their own are compared with the item of the same key, as Kubernetes merges such lists;
/// those of other lists with the item at the same place.
/// </remarks>
public static class ObjectDiff
{
    private static readonly JsonDocumentOptions s_readOptions = new() { MaxDepth = YamlComposer.MaxDepth };

    /// <summary>The differences in the order of the first object's fields, what the second adds after them.</summary>
    /// <exception cref="JsonException">One of them is not JSON.</exception>
    public static IReadOnlyList<FieldChange> Compare(ReadOnlyMemory<byte> before, ReadOnlyMemory<byte> after)
    {
        using JsonDocument left = JsonDocument.Parse(before, s_readOptions);
        using JsonDocument right = JsonDocument.Parse(after, s_readOptions);
        List<FieldChange> changes = [];
        Compare(left.RootElement, right.RootElement, "", changes);
        return changes;
    }

    private static void Compare(JsonElement before, JsonElement after, string path, List<FieldChange> changes)
    {
        if (JsonEquality.AreEqual(before, after))
        {
            return;
        }

        switch (before.ValueKind, after.ValueKind)
        {
            case (JsonValueKind.Object, JsonValueKind.Object):
                CompareFields(before, after, path, changes);
                break;
            case (JsonValueKind.Array, JsonValueKind.Array):
                CompareItems(before, after, path, changes);
                break;
            default:
                changes.Add(new FieldChange(path, FieldChangeKind.Changed, before.GetRawText(), after.GetRawText()));
                break;
        }
    }

    private static void CompareFields(JsonElement before, JsonElement after, string path, List<FieldChange> changes)
    {
        foreach (JsonProperty field in before.EnumerateObject())
        {
            string place = FieldPath.Append(path, field.Name);
            if (after.TryGetProperty(field.Name, out JsonElement other))
            {
                Compare(field.Value, other, place, changes);
            }
            else
            {
                changes.Add(Removed(place, field.Value));
            }
        }

        foreach (JsonProperty field in after.EnumerateObject())
        {
            if (!before.TryGetProperty(field.Name, out _))
            {
                changes.Add(Added(FieldPath.Append(path, field.Name), field.Value));
            }
        }
    }

    private static void CompareItems(JsonElement before, JsonElement after, string path, List<FieldChange> changes)
    {
        if (ListKey.Find(before, after) is { } key)
        {
            CompareKeyedItems(before, after, key, path, changes);
            return;
        }

        int common = Math.Min(before.GetArrayLength(), after.GetArrayLength());
        for (int i = 0; i < Math.Max(before.GetArrayLength(), after.GetArrayLength()); i++)
        {
            string place = $"{path}[{i}]";
            if (i < common)
            {
                Compare(before[i], after[i], place, changes);
            }
            else
            {
                changes.Add(i < before.GetArrayLength() ? Removed(place, before[i]) : Added(place, after[i]));
            }
        }
    }

    private static void CompareKeyedItems(JsonElement before, JsonElement after, string key, string path, List<FieldChange> changes)
    {
        Dictionary<string, JsonElement> left = ListKey.Index(before, key);
        Dictionary<string, JsonElement> right = ListKey.Index(after, key);
        int found = changes.Count;
        foreach ((string value, JsonElement item) in left)
        {
            string place = $"{path}[{key}={value}]";
            if (right.TryGetValue(value, out JsonElement other))
            {
                Compare(item, other, place, changes);
            }
            else
            {
                changes.Add(Removed(place, item));
            }
        }

        changes.AddRange(right.Where(item => !left.ContainsKey(item.Key)).Select(item => Added($"{path}[{key}={item.Key}]", item.Value)));
        if (changes.Count == found)
        {
            // The same items in another order: init containers, for one, run in theirs.
            changes.Add(new FieldChange(path, FieldChangeKind.Changed, before.GetRawText(), after.GetRawText()));
        }
    }

    private static FieldChange Added(string path, JsonElement value) => new(path, FieldChangeKind.Added, null, value.GetRawText());

    private static FieldChange Removed(string path, JsonElement value) => new(path, FieldChangeKind.Removed, value.GetRawText(), null);
}
