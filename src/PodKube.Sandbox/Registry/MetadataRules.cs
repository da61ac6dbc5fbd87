using System.Text.Json.Nodes;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Registry;

/// <summary>Validation of names, labels, annotations, finalizers and owner references, in kube-apiserver's words.</summary>
internal static class MetadataRules
{
    private const int MaximumSubdomain = 253;
    private const int MaximumLabel = 63;
    private const int MaximumAnnotationBytes = 256 * 1024;

    private const string SubdomainText =
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character "
        + "(e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

    private const string LabelText =
        "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character "
        + "(e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";

    private const string Label1035Text =
        "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character "
        + "(e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')";

    private const string QualifiedNameText =
        "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character "
        + "(e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";

    private const string LabelValueText =
        "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character "
        + "(e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

    public static void Validate(ResourceKind kind, JsonObject obj, FieldErrors errors)
    {
        var metadata = obj.Metadata();
        var name = metadata.GetText("name") ?? "";
        if (metadata.GetText("generateName") is { Length: > 0 } prefix && name.Length == 0)
        {
            AddNameErrors(kind.NameRule, prefix.TrimEnd('-', '.') + "x", errors, "metadata.generateName");
        }

        if (name.Length == 0)
        {
            errors.Required("metadata.name", "name or generateName is required");
        }
        else
        {
            AddNameErrors(kind.NameRule, name, errors, "metadata.name");
        }

        ValidateLabels(metadata.GetObject("labels"), "metadata.labels", errors);
        ValidateAnnotations(metadata.GetObject("annotations"), errors);
        ValidateOwners(metadata.GetArray("ownerReferences"), errors);
    }

    /// <summary>Rules for a change: what may not change, and no new finalizers while an object is being deleted.</summary>
    public static void ValidateUpdate(JsonObject obj, JsonObject old, FieldErrors errors)
    {
        foreach (var field in (ReadOnlySpan<string>)["name", "namespace"])
        {
            if (obj.Metadata().GetText(field) != old.Metadata().GetText(field))
            {
                errors.Invalid("metadata." + field, obj.Metadata()[field], "field is immutable");
            }
        }

        if (old.IsDeleting())
        {
            var before = old.Metadata().GetArray("finalizers").Texts().ToHashSet();
            var added = obj.Metadata().GetArray("finalizers").Texts().Where(name => !before.Contains(name)).ToList();
            if (added.Count > 0)
            {
                var names = string.Join(", ", added.Select(FieldErrors.Quote));
                var why = $"no new finalizers can be added if the object is being deleted, found new finalizers []string{{{names}}}";

                // Said twice by a real server: once for all objects, once by the kind.
                errors.Forbidden("metadata.finalizers", why);
                errors.Forbidden("metadata.finalizers", why);
            }
        }
    }

    public static void ValidateLabels(JsonObject? labels, string field, FieldErrors errors)
    {
        foreach (var (key, value) in labels ?? [])
        {
            AddQualifiedNameErrors(key, field, errors);
            AddLabelValueErrors(value.AsText() ?? "", field, errors);
        }
    }

    public static void AddLabelValueErrors(string value, string field, FieldErrors errors)
    {
        if (value.Length > MaximumLabel)
        {
            errors.Invalid(field, value, $"must be no more than {MaximumLabel} bytes");
        }

        if (value.Length > 0 && !NameShapes.IsQualifiedName(value))
        {
            errors.Invalid(field, value, LabelValueText);
        }
    }

    /// <summary>"prefix/name" as keys of labels, annotations and taints are.</summary>
    public static void AddQualifiedNameErrors(string key, string field, FieldErrors errors)
    {
        var parts = key.Split('/');
        if (parts.Length > 2)
        {
            errors.Invalid(
                field,
                key,
                "a qualified name " + QualifiedNameText + " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')");
            return;
        }

        if (parts.Length == 2)
        {
            if (parts[0].Length == 0)
            {
                errors.Invalid(field, key, "prefix part must be non-empty");
            }
            else if (!NameShapes.IsSubdomain(parts[0]))
            {
                errors.Invalid(field, key, "prefix part " + SubdomainText);
            }
        }

        var name = parts[^1];
        if (name.Length == 0)
        {
            errors.Invalid(field, key, "name part must be non-empty");
        }
        else if (name.Length > MaximumLabel)
        {
            errors.Invalid(field, key, $"name part must be no more than {MaximumLabel} bytes");
        }

        if (!NameShapes.IsQualifiedName(name))
        {
            errors.Invalid(field, key, "name part " + QualifiedNameText);
        }
    }

    public static void AddNameErrors(NameRule rule, string name, FieldErrors errors, string field)
    {
        switch (rule)
        {
            case NameRule.PathSegment:
                AddPathSegmentErrors(name, errors, field);
                break;
            case NameRule.Label:
                Check(name, NameShapes.IsLabel(name), MaximumLabel, LabelText, errors, field);
                break;
            case NameRule.Label1035:
                Check(name, NameShapes.IsLabel1035(name), MaximumLabel, Label1035Text, errors, field);
                break;
            default:
                Check(name, NameShapes.IsSubdomain(name), MaximumSubdomain, SubdomainText, errors, field);
                break;
        }
    }

    public static bool IsSubdomain(string name) => name.Length <= MaximumSubdomain && NameShapes.IsSubdomain(name);

    public static bool IsLabel(string name) => name.Length <= MaximumLabel && NameShapes.IsLabel(name);

    private static void Check(string name, bool wellFormed, int maximum, string text, FieldErrors errors, string field)
    {
        if (name.Length > maximum)
        {
            errors.Invalid(field, name, $"must be no more than {maximum} bytes");
        }

        if (!wellFormed)
        {
            errors.Invalid(field, name, text);
        }
    }

    private static void AddPathSegmentErrors(string name, FieldErrors errors, string field)
    {
        if (name is "." or "..")
        {
            errors.Invalid(field, name, $"may not be '{name}'");
        }

        foreach (var part in (ReadOnlySpan<string>)["/", "%"])
        {
            if (name.Contains(part, StringComparison.Ordinal))
            {
                errors.Invalid(field, name, $"may not contain '{part}'");
            }
        }
    }

    private static void ValidateAnnotations(JsonObject? annotations, FieldErrors errors)
    {
        var total = 0;
        foreach (var (key, value) in annotations ?? [])
        {
            AddQualifiedNameErrors(key.ToLowerInvariant(), "metadata.annotations", errors);
            total += key.Length + (value.AsText()?.Length ?? 0);
        }

        if (total > MaximumAnnotationBytes)
        {
            errors.TooLong("metadata.annotations", MaximumAnnotationBytes);
        }
    }

    private static void ValidateOwners(JsonArray? owners, FieldErrors errors)
    {
        var index = 0;
        foreach (var owner in owners.Objects())
        {
            foreach (var field in (ReadOnlySpan<string>)["apiVersion", "kind", "name", "uid"])
            {
                if (string.IsNullOrEmpty(owner.GetText(field)))
                {
                    var path = $"metadata.ownerReferences[{index}].{field}";
                    if (field == "apiVersion")
                    {
                        errors.Invalid(path, "", "version must not be empty");
                    }
                    else
                    {
                        errors.Invalid(path, "", "must not be empty");
                    }
                }
            }

            index++;
        }
    }
}
