using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PodKube.Sandbox.Apply;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Registry.CustomResources;

/// <summary>Validates custom resources by the openAPIV3Schema of their definition, in kube-apiserver's words. CEL rules are not evaluated.</summary>
internal sealed class StructuralValidator(FieldErrors errors)
{
    private static readonly TimeSpan s_patternLimit = TimeSpan.FromSeconds(1);

    public void Validate(JsonObject schema, JsonNode? value, string path)
    {
        if (value is null)
        {
            if (schema.GetBool("nullable") != true && schema.ContainsKey("type"))
            {
                AddType(schema.GetText("type")!, "null", path);
            }

            return;
        }

        if (!CheckType(schema, value, path))
        {
            return;
        }

        CheckEnum(schema, value, path);
        switch (value)
        {
            case JsonObject obj:
                CheckObject(schema, obj, path);
                break;
            case JsonArray array:
                CheckArray(schema, array, path);
                break;
            default:
                CheckScalar(schema, value, path);
                break;
        }
    }

    private static string TypeOf(JsonNode value) => value switch
    {
        JsonObject => "object",
        JsonArray => "array",
        _ => value.GetValueKind() switch
        {
            JsonValueKind.String => "string",
            JsonValueKind.Number => value.AsLong() is not null ? "integer" : "number",
            _ => "boolean",
        },
    };

    private bool CheckType(JsonObject schema, JsonNode value, string path)
    {
        var found = TypeOf(value);
        if (schema.GetBool("x-kubernetes-int-or-string") == true)
        {
            if (found is not ("integer" or "string"))
            {
                AddType("integer,string", found, path);
                return false;
            }

            return true;
        }

        if (schema.GetText("type") is not { } expected || expected == found || (expected == "number" && found == "integer"))
        {
            return true;
        }

        AddType(expected, found, path);
        return false;
    }

    private void AddType(string expected, string found, string path) =>
        errors.TypeInvalidText(path, $"\"{found}\"", $"{path} in body must be of type {expected}: \"{found}\"");

    private void CheckEnum(JsonObject schema, JsonNode value, string path)
    {
        if (schema.GetArray("enum") is { } choices && !choices.Any(choice => JsonEquality.Same(choice, value)))
        {
            errors.NotSupported(path, value, choices.Select(choice => choice.AsText() ?? JsonText.WriteString(choice)));
        }
    }

    private void CheckObject(JsonObject schema, JsonObject obj, string path)
    {
        foreach (var name in schema.GetArray("required").Texts())
        {
            if (!obj.ContainsKey(name))
            {
                errors.Required(Member(path, name));
            }
        }

        if (schema.GetLong("maxProperties") is { } most && obj.Count > most)
        {
            errors.Add(new FieldError("FieldValueTooMany", path, $"Too many: {obj.Count}: must have at most {most} items"));
        }

        if (schema.GetLong("minProperties") is { } least && obj.Count < least)
        {
            errors.InvalidText(path, obj.Count.ToString(CultureInfo.InvariantCulture), $"{path} in body should have at least {least} properties");
        }

        var properties = schema.GetObject("properties");
        var others = schema.GetObject("additionalProperties");
        foreach (var (name, value) in obj)
        {
            if ((properties.GetObject(name) ?? others) is { } member && !(path.Length == 0 && name is "metadata" or "kind" or "apiVersion"))
            {
                Validate(member, value, Member(path, name));
            }
        }
    }

    private static string Member(string path, string name) => path.Length == 0 ? name : path + "." + name;

    private void CheckArray(JsonObject schema, JsonArray array, string path)
    {
        if (schema.GetLong("maxItems") is { } most && array.Count > most)
        {
            errors.TooMany(path, array.Count, (int)most);
        }

        if (schema.GetLong("minItems") is { } least && array.Count < least)
        {
            errors.InvalidText(path, array.Count.ToString(CultureInfo.InvariantCulture), $"{path} in body should have at least {least} items");
        }

        for (var i = 0; schema.GetObject("items") is { } items && i < array.Count; i++)
        {
            Validate(items, array[i], string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"));
        }
    }

    private void CheckScalar(JsonObject schema, JsonNode value, string path)
    {
        if (value.AsText() is { } text)
        {
            CheckText(schema, text, path);
        }
        else if (value.GetValueKind() == JsonValueKind.Number)
        {
            CheckNumber(schema, value, path);
        }
    }

    private void CheckText(JsonObject schema, string text, string path)
    {
        var length = new StringInfo(text).LengthInTextElements;
        if (schema.GetLong("maxLength") is { } most && length > most)
        {
            errors.TooLong(path, (int)most);
        }

        if (schema.GetLong("minLength") is { } least && length < least)
        {
            errors.Invalid(path, text, $"{path} in body should be at least {least} chars long");
        }

        if (schema.GetText("pattern") is { } pattern && !Matches(pattern, text))
        {
            errors.Invalid(path, text, $"{path} in body should match '{pattern}'");
        }

        if (schema.GetText("format") is "date-time" && !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _))
        {
            errors.Invalid(path, text, $"{path} in body must be of type date-time: {FieldErrors.Quote(text)}");
        }
    }

    private static bool Matches(string pattern, string text)
    {
        try
        {
            return Regex.IsMatch(text, pattern, RegexOptions.CultureInvariant, s_patternLimit);
        }
        catch (Exception broken) when (broken is ArgumentException or RegexMatchTimeoutException)
        {
            // A pattern that only Go's engine reads, or that is too hard, forbids nothing here.
            return true;
        }
    }

    private void CheckNumber(JsonObject schema, JsonNode value, string path)
    {
        var number = value.AsLong() ?? value.GetValue<double>();
        if (Limit(schema, "minimum") is { } least)
        {
            var exclusive = schema.GetBool("exclusiveMinimum") == true;
            if (number < least || (exclusive && number <= least))
            {
                errors.Invalid(path, value, $"{path} in body should be greater than {(exclusive ? "" : "or equal to ")}{Shown(least)}");
            }
        }

        if (Limit(schema, "maximum") is { } most)
        {
            var exclusive = schema.GetBool("exclusiveMaximum") == true;
            if (number > most || (exclusive && number >= most))
            {
                errors.Invalid(path, value, $"{path} in body should be less than {(exclusive ? "" : "or equal to ")}{Shown(most)}");
            }
        }

        if (Limit(schema, "multipleOf") is { } step and not 0 && Math.Abs(Math.IEEERemainder(number, step)) > 1e-9)
        {
            errors.Invalid(path, value, $"{path} in body should be a multiple of {Shown(step)}");
        }
    }

    private static double? Limit(JsonObject schema, string name) => schema[name] is JsonValue value
        ? value.AsLong() is { } whole ? whole : value.TryGetValue<double>(out var real) ? real : null
        : null;

    private static string Shown(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
