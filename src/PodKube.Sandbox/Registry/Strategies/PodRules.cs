using System.Text.Json.Nodes;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Registry.Strategies;

/// <summary>Defaults and validation of a pod's spec, shared by pods and by every template of pods.</summary>
internal static class PodRules
{
    private static readonly string[] s_containerLists = ["initContainers", "containers", "ephemeralContainers"];

    /// <summary>The defaults that depend on other fields.</summary>
    public static void SetDefaults(JsonObject? spec)
    {
        if (spec is null)
        {
            return;
        }

        foreach (var list in s_containerLists)
        {
            foreach (var container in spec.GetArray(list).Objects())
            {
                container.SetDefault("imagePullPolicy", () => JsonValue.Create(PullPolicy(container.GetText("image") ?? "")));
                SetRequests(container);
            }
        }

        foreach (var volume in spec.GetArray("volumes").Objects())
        {
            if (volume.Count == 1)
            {
                volume["emptyDir"] = new JsonObject();
            }
        }

        SetAccountAlias(spec);
        if (spec.GetBool("hostNetwork") == true)
        {
            SetHostPorts(spec);
        }
    }

    /// <param name="claims">The names of claim templates, which containers may mount as volumes.</param>
    public static void Validate(JsonObject? spec, string path, FieldErrors errors, IEnumerable<string?>? claims = null)
    {
        if (spec.GetArray("containers") is not { Count: > 0 } containers)
        {
            errors.Required(path + ".containers");
            return;
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        var volumes = spec.GetArray("volumes").Objects().Select(volume => volume.GetText("name")).Concat(claims ?? []).ToHashSet();
        ValidateVolumes(spec, path, errors);
        foreach (var list in s_containerLists)
        {
            var index = 0;
            foreach (var container in spec.GetArray(list).Objects())
            {
                ContainerRules.Validate(container, $"{path}.{list}[{index++}]", names, volumes, errors);
            }
        }

        ValidateChoice(spec, "restartPolicy", path, errors, "Always", "OnFailure", "Never");
        ValidateChoice(spec, "dnsPolicy", path, errors, "ClusterFirst", "ClusterFirstWithHostNet", "Default", "None");
        if (spec.GetLong("terminationGracePeriodSeconds") < 0)
        {
            errors.Invalid(path + ".terminationGracePeriodSeconds", spec!["terminationGracePeriodSeconds"], "must be greater than or equal to 0");
        }

        MetadataRules.ValidateLabels(spec.GetObject("nodeSelector"), path + ".nodeSelector", errors);
    }

    private static void ValidateVolumes(JsonObject? spec, string path, FieldErrors errors)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var index = 0;
        foreach (var volume in spec.GetArray("volumes").Objects())
        {
            var field = $"{path}.volumes[{index++}]";
            var name = volume.GetText("name") ?? "";
            if (name.Length == 0)
            {
                errors.Required(field + ".name");
            }
            else if (!MetadataRules.IsLabel(name))
            {
                MetadataRules.AddNameErrors(NameRule.Label, name, errors, field + ".name");
            }
            else if (!seen.Add(name))
            {
                errors.Duplicate(field + ".name", name);
            }

            if (volume.Count > 2)
            {
                errors.Forbidden(field + "." + volume.Skip(2).First().Key, "may not specify more than 1 volume type");
            }
        }
    }

    public static void ValidateChoice(JsonObject? holder, string field, string path, FieldErrors errors, params string[] choices)
    {
        if (holder.GetText(field) is { } value && !choices.Contains(value))
        {
            errors.NotSupported(path + "." + field, value, choices);
        }
    }

    private static void SetRequests(JsonObject container)
    {
        if (container.GetObject("resources").GetObject("limits") is not { } limits)
        {
            return;
        }

        var requests = container.GetObject("resources")!.EnsureObject("requests");
        foreach (var (resource, value) in limits)
        {
            if (requests[resource] is null && value is not null)
            {
                requests[resource] = value.DeepClone();
            }
        }
    }

    /// <summary>The deprecated serviceAccount follows serviceAccountName, and the other way round.</summary>
    private static void SetAccountAlias(JsonObject spec)
    {
        var name = spec.GetText("serviceAccountName") is { Length: > 0 } given ? given : spec.GetText("serviceAccount");
        if (!string.IsNullOrEmpty(name))
        {
            spec["serviceAccountName"] = name;
            spec["serviceAccount"] = name;
        }
    }

    private static void SetHostPorts(JsonObject spec)
    {
        foreach (var port in spec.GetArray("containers").Objects().SelectMany(container => container.GetArray("ports").Objects()))
        {
            if (port["hostPort"] is null && port["containerPort"] is { } number)
            {
                port["hostPort"] = number.DeepClone();
            }
        }
    }

    /// <summary>Always for :latest and for images without a tag, otherwise when the image is not there.</summary>
    private static string PullPolicy(string image)
    {
        if (image.Contains('@', StringComparison.Ordinal))
        {
            return "IfNotPresent";
        }

        var name = image[(image.LastIndexOf('/') + 1)..];
        var tag = name.Contains(':', StringComparison.Ordinal) ? name[(name.LastIndexOf(':') + 1)..] : "latest";
        return tag == "latest" ? "Always" : "IfNotPresent";
    }
}
