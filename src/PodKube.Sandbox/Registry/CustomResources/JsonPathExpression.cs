using System.Globalization;
using System.Text.Json.Nodes;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Registry.CustomResources;

/// <summary>The JSONPath of printer columns: members, indexes, [*] and filters of the form [?(@.type=="Ready")].</summary>
internal sealed class JsonPathExpression
{
    private readonly List<Func<JsonNode?, IEnumerable<JsonNode?>>> _steps = [];

    private JsonPathExpression()
    {
    }

    public static JsonPathExpression Parse(string text)
    {
        var path = new JsonPathExpression();
        for (var i = 0; i < text.Length;)
        {
            if (text[i] == '[')
            {
                var end = text.IndexOf(']', i);
                end = end < 0 ? text.Length : end;
                path._steps.Add(Bracket(text[(i + 1)..end]));
                i = end + 1;
                continue;
            }

            var start = text[i] == '.' ? i + 1 : i;
            var stop = start;
            while (stop < text.Length && text[stop] is not ('.' or '['))
            {
                stop += text[stop] == '\\' ? 2 : 1;
            }

            var name = text[start..Math.Min(stop, text.Length)].Replace("\\.", ".", StringComparison.Ordinal);
            if (name.Length > 0)
            {
                path._steps.Add(node => node is JsonObject obj && obj.TryGetPropertyValue(name, out var value) ? [value] : []);
            }

            i = Math.Max(stop, i + 1);
        }

        return path;
    }

    /// <summary>The first value that the path leads to; null where it leads nowhere.</summary>
    public JsonNode? First(JsonNode? root)
    {
        IEnumerable<JsonNode?> nodes = [root];
        foreach (var step in _steps)
        {
            nodes = nodes.SelectMany(step);
        }

        return nodes.FirstOrDefault();
    }

    private static Func<JsonNode?, IEnumerable<JsonNode?>> Bracket(string content)
    {
        if (content == "*")
        {
            return node => node is JsonArray array ? array : [];
        }

        if (int.TryParse(content, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index))
        {
            return node => node is JsonArray array && (index < 0 ? index + array.Count : index) is var at && at >= 0 && at < array.Count ? [array[at]] : [];
        }

        if (content.StartsWith("?(@.", StringComparison.Ordinal))
        {
            var parts = content[4..].TrimEnd(')').Split("==", 2);
            var name = parts[0].Trim();
            var wanted = parts.Length == 2 ? parts[1].Trim().Trim('"', '\'') : null;
            return node => (node as JsonArray).Objects().Where(item => wanted is null ? item.ContainsKey(name) : item.GetText(name) == wanted);
        }

        var member = content.Trim('\'', '"');
        return node => node is JsonObject obj && obj.TryGetPropertyValue(member, out var value) ? [value] : [];
    }
}
