using System.Text.Json.Nodes;
using PodKube.Sandbox.Schemas;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Apply;

/// <summary>Kubernetes' own patch format: a merge patch in which lists merge by the keys that the schema names, with its $-directives.</summary>
internal static class StrategicMergePatch
{
    private const string PatchDirective = "$patch";
    private const string RetainKeys = "$retainKeys";
    private const string DeleteFromPrimitiveList = "$deleteFromPrimitiveList/";
    private const string SetElementOrder = "$setElementOrder/";

    /// <exception cref="PatchException">A directive or a merge key is missing or wrong.</exception>
    public static JsonObject Apply(TypeSchema schema, JsonObject target, JsonObject patch) =>
        MergeObject(schema, target, patch) ?? [];

    /// <summary>The merged object; null where the patch deletes it.</summary>
    private static JsonObject? MergeObject(TypeSchema type, JsonObject? target, JsonObject patch)
    {
        switch (patch.GetText(PatchDirective))
        {
            case "replace":
                return Cleaned(patch);
            case "delete":
                return null;
            case null or "merge":
                break;
            case var other:
                throw new PatchException($"invalid patch type: {other}");
        }

        var result = target is null ? [] : (JsonObject)target.DeepClone();
        Retain(result, patch);
        foreach (var (name, value) in patch)
        {
            if (name.StartsWith(DeleteFromPrimitiveList, StringComparison.Ordinal))
            {
                DeletePrimitives(result, name[DeleteFromPrimitiveList.Length..], value as JsonArray);
            }
            else if (!name.StartsWith('$'))
            {
                MergeMember(type, result, name, value, patch);
            }
        }

        return result;
    }

    private static void MergeMember(TypeSchema type, JsonObject result, string name, JsonNode? value, JsonObject patch)
    {
        var field = type.Type == SchemaType.Struct ? type.Find(name) : null;
        switch (value)
        {
            case null:
                result.Remove(name);
                break;
            case JsonObject members:
                var merged = MergeObject(TypedMembers.TypeOf(type, name), result[name] as JsonObject, members);
                if (merged is null)
                {
                    result.Remove(name);
                }
                else
                {
                    result[name] = merged;
                }

                break;
            case JsonArray items when field?.PatchMerges == true:
                var order = patch[SetElementOrder + name] as JsonArray;
                result[name] = field.PatchMergeKey is { } key
                    ? MergeList(field.Type.Element!, key, result[name] as JsonArray, items, order)
                    : MergePrimitives(result[name] as JsonArray, items);
                break;
            default:
                result[name] = value.DeepClone();
                break;
        }
    }

    private static void Retain(JsonObject result, JsonObject patch)
    {
        if (patch[RetainKeys] is not JsonArray retained)
        {
            return;
        }

        var names = retained.Texts().ToHashSet(StringComparer.Ordinal);
        foreach (var name in result.Select(member => member.Key).Where(name => !names.Contains(name)).ToList())
        {
            result.Remove(name);
        }
    }

    private static JsonArray MergePrimitives(JsonArray? target, JsonArray items)
    {
        var merged = target is null ? [] : (JsonArray)target.DeepClone();
        foreach (var item in items)
        {
            if (!merged.Any(present => JsonEquality.Same(present, item)))
            {
                merged.Add(item?.DeepClone());
            }
        }

        return merged;
    }

    private static void DeletePrimitives(JsonObject result, string name, JsonArray? items)
    {
        if (result[name] is not JsonArray target || items is null)
        {
            return;
        }

        for (var i = target.Count - 1; i >= 0; i--)
        {
            if (items.Any(item => JsonEquality.Same(item, target[i])))
            {
                target.RemoveAt(i);
            }
        }
    }

    private static JsonArray MergeList(TypeSchema element, string key, JsonArray? target, JsonArray items, JsonArray? order)
    {
        if (items.Objects().Any(item => item.GetText(PatchDirective) == "replace" && item.Count == 1))
        {
            return [.. items.Objects().Where(item => !item.ContainsKey(PatchDirective)).Select(item => (JsonNode)Cleaned(item))];
        }

        var merged = target is null ? [] : (JsonArray)target.DeepClone();
        foreach (var node in items)
        {
            var item = node as JsonObject ?? throw new PatchException("the patch's list element is not an object");
            var id = item[key] ?? throw new PatchException($"map: {JsonText.WriteString(item)} does not contain declared merge key: {key}");
            var index = IndexOf(merged, key, id);
            var result = MergeObject(element, index < 0 ? null : merged[index] as JsonObject, item);
            if (result is null)
            {
                if (index >= 0)
                {
                    merged.RemoveAt(index);
                }
            }
            else if (index < 0)
            {
                merged.Add((JsonNode)result);
            }
            else
            {
                merged[index] = result;
            }
        }

        return order is null ? merged : Ordered(merged, key, order);
    }

    private static int IndexOf(JsonArray list, string key, JsonNode id)
    {
        for (var i = 0; i < list.Count; i++)
        {
            if (list[i] is JsonObject item && JsonEquality.Same(item[key], id))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The elements that the patch orders in that order, the others where they were.</summary>
    private static JsonArray Ordered(JsonArray list, string key, JsonArray order)
    {
        var ranks = order.Objects().Select(item => JsonText.WriteString(item[key])).ToList();
        var elements = list.Select(item => (Node: item, Rank: ranks.IndexOf(JsonText.WriteString((item as JsonObject)?[key])))).ToList();
        var ranked = new Queue<JsonNode?>(elements.Where(element => element.Rank >= 0).OrderBy(element => element.Rank).Select(element => element.Node));
        return [.. elements.Select(element => (element.Rank >= 0 ? ranked.Dequeue() : element.Node)?.DeepClone())];
    }

    /// <summary>The object without directives, at any depth.</summary>
    private static JsonObject Cleaned(JsonObject patch)
    {
        var result = new JsonObject();
        foreach (var (name, value) in patch)
        {
            if (!name.StartsWith('$'))
            {
                result[name] = value is JsonObject members ? Cleaned(members) : value?.DeepClone();
            }
        }

        return result;
    }
}
