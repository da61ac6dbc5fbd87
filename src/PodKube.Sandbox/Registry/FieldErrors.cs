using System.Text.Json.Nodes;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Registry;

/// <summary>The validation errors of one object, each with the path of its field; written as k8s.io/apimachinery's field.Error does.</summary>
internal sealed class FieldErrors
{
    private readonly List<FieldError> _errors = [];

    public int Count => _errors.Count;

    public IReadOnlyList<FieldError> Items => _errors;

    public void Required(string field, string detail = "") => Add("FieldValueRequired", field, "Required value", detail);

    public void Invalid(string field, JsonNode? value, string detail) =>
        Add("FieldValueInvalid", field, "Invalid value: " + Shown(value), detail);

    /// <summary>For values that Go prints in a form of its own.</summary>
    public void InvalidText(string field, string shownValue, string detail) => Add("FieldValueInvalid", field, "Invalid value: " + shownValue, detail);

    public void TypeInvalid(string field, JsonNode? value, string detail) =>
        Add("FieldValueTypeInvalid", field, "Invalid value: " + Shown(value), detail);

    public void TypeInvalidText(string field, string shownValue, string detail) =>
        Add("FieldValueTypeInvalid", field, "Invalid value: " + shownValue, detail);

    public void NotSupported(string field, JsonNode? value, params IEnumerable<string> supported) => Add(
        "FieldValueNotSupported",
        field,
        "Unsupported value: " + Shown(value),
        "supported values: " + string.Join(", ", supported.Select(Quote)));

    public void Forbidden(string field, string detail) => Add("FieldValueForbidden", field, "Forbidden", detail);

    public void Duplicate(string field, JsonNode? value) => Add("FieldValueDuplicate", field, "Duplicate value: " + Shown(value), "");

    public void NotFound(string field, JsonNode? value) => Add("FieldValueNotFound", field, "Not found: " + Shown(value), "");

    public void TooLong(string field, int maximum) =>
        Add("FieldValueTooLong", field, "Too long", $"may not be more than {maximum} bytes");

    public void TooMany(string field, int actual, int maximum) =>
        Add("FieldValueTooMany", field, $"Too many: {actual}", $"must have at most {maximum} items");

    public void Add(FieldError error) => _errors.Add(error);

    /// <summary>All errors in one line: a single one bare, several in brackets.</summary>
    public string ToMessage()
    {
        var texts = _errors.Select(error => $"{error.Field}: {error.Message}").Distinct().ToList();
        return texts.Count == 1 ? texts[0] : "[" + string.Join(", ", texts) + "]";
    }

    public JsonArray ToCauses()
    {
        var causes = new JsonArray();
        foreach (var error in _errors)
        {
            causes.Add((JsonNode)new JsonObject { ["reason"] = error.Reason, ["message"] = error.Message, ["field"] = error.Field });
        }

        return causes;
    }

    /// <summary>A string in double quotes with Go's escapes.</summary>
    public static string Quote(string text) => JsonText.WriteString(JsonValue.Create(text));

    private static string Shown(JsonNode? value) => value is null ? "null" : JsonText.WriteString(value);

    private void Add(string reason, string field, string message, string detail) =>
        _errors.Add(new FieldError(reason, field, detail.Length == 0 ? message : message + ": " + detail));
}
