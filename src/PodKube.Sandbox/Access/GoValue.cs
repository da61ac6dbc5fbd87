using System.Text.Json;
using System.Text.Json.Nodes;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Access;

/// <summary>JSON values as Go prints what it decoded them to, because the server's messages hold them.</summary>
internal static class GoValue
{
    /// <summary>As <c>%v</c>: <c>map[a:1 b:x]</c>.</summary>
    public static string Plain(JsonNode? value) => value switch
    {
        null => "<nil>",
        JsonObject obj => "map[" + string.Join(' ', Sorted(obj).Select(member => $"{member.Key}:{Plain(member.Value)}")) + "]",
        JsonArray array => "[" + string.Join(' ', array.Select(Plain)) + "]",
        _ when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        _ => JsonText.WriteString(value),
    };

    /// <summary>As <c>%#v</c>: <c>map[string]interface {}{"a":1}</c>.</summary>
    public static string Syntax(JsonNode? value) => value switch
    {
        null => "interface {}(nil)",
        JsonObject obj => "map[string]interface {}{" + string.Join(", ", Sorted(obj).Select(member => $"{GoText.Quote(member.Key)}:{Syntax(member.Value)}")) + "}",
        JsonArray array => "[]interface {}{" + string.Join(", ", array.Select(Syntax)) + "}",
        _ when value.GetValueKind() == JsonValueKind.String => GoText.Quote(value.GetValue<string>()),
        _ => JsonText.WriteString(value),
    };

    /// <summary>As <c>%T</c>.</summary>
    public static string TypeName(JsonNode value) => value.GetValueKind() switch
    {
        JsonValueKind.Object => "map[string]interface {}",
        JsonValueKind.Array => "[]interface {}",
        JsonValueKind.String => "string",
        JsonValueKind.Number => "float64",
        _ => "bool",
    };

    private static IOrderedEnumerable<KeyValuePair<string, JsonNode?>> Sorted(JsonObject obj) => obj.OrderBy(member => member.Key, StringComparer.Ordinal);
}
