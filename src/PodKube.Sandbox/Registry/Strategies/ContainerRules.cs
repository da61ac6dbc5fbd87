using System.Text.Json.Nodes;
using PodKube.Sandbox.Schemas;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Registry.Strategies;

/// <summary>Validation of one container.</summary>
internal static class ContainerRules
{
    private const int MaximumPort = 65535;

    public static void Validate(JsonObject container, string path, HashSet<string> names, HashSet<string?> volumes, FieldErrors errors)
    {
        var name = container.GetText("name") ?? "";
        if (name.Length == 0)
        {
            errors.Required(path + ".name");
        }
        else
        {
            MetadataRules.AddNameErrors(NameRule.Label, name, errors, path + ".name");
            if (!names.Add(name))
            {
                errors.Duplicate(path + ".name", name);
            }
        }

        var image = container.GetText("image") ?? "";
        if (image.Length == 0)
        {
            errors.Required(path + ".image");
        }
        else if (image != image.Trim())
        {
            errors.Invalid(path + ".image", image, "must not have leading or trailing whitespace");
        }

        PodRules.ValidateChoice(container, "imagePullPolicy", path, errors, "Always", "IfNotPresent", "Never");
        PodRules.ValidateChoice(container, "terminationMessagePolicy", path, errors, "FallbackToLogsOnError", "File");
        ValidatePorts(container, path, errors);
        ValidateEnvironment(container, path, errors);
        ValidateMounts(container, path, volumes, errors);
        ValidateResources(container, path, errors);
    }

    private static void ValidatePorts(JsonObject container, string path, FieldErrors errors)
    {
        var index = 0;
        foreach (var port in container.GetArray("ports").Objects())
        {
            var field = $"{path}.ports[{index++}]";
            if (port.GetLong("containerPort") is not { } number || number == 0)
            {
                errors.Required(field + ".containerPort");
            }
            else
            {
                AddPortErrors(number, field + ".containerPort", errors);
            }

            PodRules.ValidateChoice(port, "protocol", field, errors, "SCTP", "TCP", "UDP");
        }
    }

    public static void AddPortErrors(long port, string field, FieldErrors errors)
    {
        if (port is < 1 or > MaximumPort)
        {
            errors.Invalid(field, port, $"must be between 1 and {MaximumPort}, inclusive");
        }
    }

    private static void ValidateEnvironment(JsonObject container, string path, FieldErrors errors)
    {
        var index = 0;
        foreach (var variable in container.GetArray("env").Objects())
        {
            var field = $"{path}.env[{index++}]";
            if (string.IsNullOrEmpty(variable.GetText("name")))
            {
                errors.Required(field + ".name");
            }

            if (variable.GetObject("valueFrom") is not null && variable.GetText("value") is { Length: > 0 })
            {
                errors.Invalid(field + ".valueFrom", "", "may not be specified when `value` is not empty");
            }
        }
    }

    private static void ValidateMounts(JsonObject container, string path, HashSet<string?> volumes, FieldErrors errors)
    {
        var index = 0;
        var paths = new HashSet<string>(StringComparer.Ordinal);
        foreach (var mount in container.GetArray("volumeMounts").Objects())
        {
            var field = $"{path}.volumeMounts[{index++}]";
            var name = mount.GetText("name") ?? "";
            if (name.Length == 0)
            {
                errors.Required(field + ".name");
            }

            if (!volumes.Contains(name))
            {
                errors.NotFound(field + ".name", name);
            }

            if (mount.GetText("mountPath") is not { Length: > 0 } target)
            {
                errors.Required(field + ".mountPath");
            }
            else if (!paths.Add(target))
            {
                errors.Invalid(field + ".mountPath", target, "must be unique");
            }
        }
    }

    private static void ValidateResources(JsonObject container, string path, FieldErrors errors)
    {
        var limits = container.GetObject("resources").GetObject("limits");
        foreach (var (resource, text) in container.GetObject("resources").GetObject("requests").TextMembers())
        {
            var field = $"{path}.resources.requests";
            if (Quantity.TryParse(text, out var request))
            {
                if (request.IsNegative)
                {
                    errors.Invalid($"{field}[{resource}]", text, "must be greater than or equal to 0");
                }
                else if (limits.GetText(resource) is { } limitText && Quantity.TryParse(limitText, out var limit) && request > limit)
                {
                    errors.Invalid(field, text, $"must be less than or equal to {resource} limit of {limitText}");
                }
            }
        }
    }
}
