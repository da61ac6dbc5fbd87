using System.Globalization;
using System.Text.Json.Nodes;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Apply;

/// <summary>RFC 6902 patches.</summary>
internal static class JsonPatch
{
    /// <summary>More operations than this are refused, as kube-apiserver does.</summary>
    public const int MaximumOperations = 10_000;

    /// <exception cref="PatchException">An operation is malformed, or cannot be carried out.</exception>
    public static JsonObject Apply(JsonObject target, JsonArray operations)
    {
        if (operations.Count > MaximumOperations)
        {
            throw new PatchException($"The allowed maximum operations in a JSON patch is {MaximumOperations}, got {operations.Count}");
        }

        JsonNode? root = target.DeepClone();
        foreach (var node in operations)
        {
            var operation = node as JsonObject ?? throw new PatchException("operation is not an object");
            Run(ref root, operation);
        }

        return root as JsonObject ?? throw new PatchException("the patch leaves no object");
    }

    private static void Run(ref JsonNode? root, JsonObject operation)
    {
        var path = Pointer(operation, "path");
        switch (operation.GetText("op"))
        {
            case "add":
                Add(ref root, path, Value(operation));
                break;
            case "replace":
                if (!TryFind(root, path, out _))
                {
                    throw new PatchException($"replace operation does not apply: doc is missing key: {operation.GetText("path")}");
                }

                if (path.Length == 0)
                {
                    root = Value(operation);
                    break;
                }

                Remove(root, path, operation);
                Add(ref root, path, Value(operation));
                break;
            case "remove":
                Remove(root, path, operation);
                break;
            case "test":
                if (!TryFind(root, path, out var found) || !JsonEquality.Same(found, operation["value"]))
                {
                    throw new PatchException($"testing value {operation.GetText("path")} failed");
                }

                break;
            case "move":
                var from = Pointer(operation, "from");
                var moved = Find(root, from, operation)?.DeepClone();
                Remove(root, from, operation);
                Add(ref root, path, moved);
                break;
            case "copy":
                Add(ref root, path, Find(root, Pointer(operation, "from"), operation)?.DeepClone());
                break;
            default:
                throw new PatchException("Unexpected kind: " + operation.GetText("op"));
        }
    }

    private static JsonNode? Value(JsonObject operation) => operation.TryGetPropertyValue("value", out var value)
        ? value?.DeepClone()
        : throw new PatchException($"{operation.GetText("op")} operation misses its value");

    private static string[] Pointer(JsonObject operation, string member)
    {
        var text = operation.GetText(member) ?? throw new PatchException($"operation misses its {member}");
        if (text.Length == 0)
        {
            return [];
        }

        if (text[0] != '/')
        {
            throw new PatchException($"the pointer {text} does not start with a slash");
        }

        return [.. text[1..].Split('/').Select(part => part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))];
    }

    private static JsonNode? Find(JsonNode? root, string[] path, JsonObject operation) => TryFind(root, path, out var node)
        ? node
        : throw new PatchException($"{operation.GetText("op")} operation does not apply: doc is missing key: {string.Join('/', path)}");

    private static bool TryFind(JsonNode? root, ReadOnlySpan<string> path, out JsonNode? node)
    {
        node = root;
        foreach (var part in path)
        {
            switch (node)
            {
                case JsonObject obj when obj.TryGetPropertyValue(part, out var member):
                    node = member;
                    break;
                case JsonArray array when TryIndex(array, part, out var index) && index < array.Count:
                    node = array[index];
                    break;
                default:
                    return false;
            }
        }

        return true;
    }

    private static void Add(ref JsonNode? root, string[] path, JsonNode? value)
    {
        if (path.Length == 0)
        {
            root = value;
            return;
        }

        var missing = $"add operation does not apply: doc is missing path: /{string.Join('/', path)}";
        if (!TryFind(root, path.AsSpan(0, path.Length - 1), out var parent))
        {
            throw new PatchException(missing);
        }

        switch (parent)
        {
            case JsonObject obj:
                obj[path[^1]] = value;
                break;
            case JsonArray array when path[^1] == "-":
                array.Add(value);
                break;
            case JsonArray array when TryIndex(array, path[^1], out var index) && index <= array.Count:
                array.Insert(index, value);
                break;
            default:
                throw new PatchException(missing);
        }
    }

    private static void Remove(JsonNode? root, string[] path, JsonObject operation)
    {
        var missing = $"{operation.GetText("op")} operation does not apply: doc is missing key: /{string.Join('/', path)}";
        if (path.Length == 0 || !TryFind(root, path.AsSpan(0, path.Length - 1), out var parent))
        {
            throw new PatchException(missing);
        }

        switch (parent)
        {
            case JsonObject obj when obj.ContainsKey(path[^1]):
                obj.Remove(path[^1]);
                break;
            case JsonArray array when TryIndex(array, path[^1], out var index) && index < array.Count:
                array.RemoveAt(index);
                break;
            default:
                throw new PatchException(missing);
        }
    }

    /// <summary>An index; negative ones count from the end, as the API's library allows.</summary>
    private static bool TryIndex(JsonArray array, string text, out int index)
    {
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out index))
        {
            return false;
        }

        index = index < 0 ? index + array.Count : index;
        return index >= 0;
    }
}
