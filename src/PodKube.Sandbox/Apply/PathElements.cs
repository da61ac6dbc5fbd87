using System.Globalization;
using System.Text.Json.Nodes;
using PodKube.Sandbox.Schemas;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Apply;

/// <summary>The steps of a field path as managedFields writes them: f:name, k:{"key":"value"}, v:"value".</summary>
internal static class PathElements
{
    /// <summary>The mark of a node that is itself owned.</summary>
    public const string Self = ".";

    public static string Field(string name) => "f:" + name;

    public static string Value(JsonNode? value) => "v:" + JsonText.WriteString(value);

    /// <summary>The step to a list element by its key members, missing ones taken from the schema's defaults.</summary>
    public static string Key(TypeSchema list, JsonObject element)
    {
        var keys = new JsonObject();
        foreach (var name in list.Keys.Order(StringComparer.Ordinal))
        {
            var value = element[name] ?? list.Element!.Find(name)?.Default;
            if (value is not null)
            {
                keys[name] = value.DeepClone();
            }
        }

        return "k:" + JsonText.WriteString(keys);
    }

    /// <summary>The step to an element of a set or map list.</summary>
    public static string Of(TypeSchema list, JsonNode? element) =>
        list.List == ListShape.Map && element is JsonObject obj ? Key(list, obj) : Value(element);

    /// <summary>The step as conflict messages show it: .name, [name="value"], [="value"].</summary>
    public static string Describe(string element)
    {
        var content = element[2..];
        switch (element[0])
        {
            case 'f':
                return "." + content;
            case 'v':
                return "[=" + content + "]";
            case 'k' when JsonText.Parse(System.Text.Encoding.UTF8.GetBytes(content)) is JsonObject keys:
                return "[" + string.Join(',', keys.Select(key => key.Key + "=" + JsonText.WriteString(key.Value))) + "]";
            default:
                return "[" + content.ToString(CultureInfo.InvariantCulture) + "]";
        }
    }
}
