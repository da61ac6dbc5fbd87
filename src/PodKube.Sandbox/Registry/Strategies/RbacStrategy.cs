using System.Text.Json.Nodes;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Registry.Strategies;

/// <summary>Roles, cluster roles and their bindings.</summary>
internal sealed class RbacStrategy(bool isBinding, bool namespaced) : KindStrategy
{
    private const string Group = "rbac.authorization.k8s.io";

    public override void SetDefaults(JsonObject obj)
    {
        if (!isBinding)
        {
            return;
        }

        if (obj.GetObject("roleRef") is { } role && string.IsNullOrEmpty(role.GetText("apiGroup")))
        {
            role["apiGroup"] = Group;
        }

        foreach (var subject in obj.GetArray("subjects").Objects())
        {
            if (string.IsNullOrEmpty(subject.GetText("apiGroup")) && subject.GetText("kind") is "User" or "Group")
            {
                subject["apiGroup"] = Group;
            }
        }
    }

    public override void Validate(JsonObject obj, FieldErrors errors)
    {
        if (isBinding)
        {
            ValidateBinding(obj, errors);
            return;
        }

        var index = 0;
        foreach (var rule in obj.GetArray("rules").Objects())
        {
            ValidateRule(rule, $"rules[{index++}]", errors);
        }
    }

    public override void ValidateUpdate(JsonObject obj, JsonObject old, FieldErrors errors)
    {
        if (isBinding && !Apply.JsonEquality.Same(obj["roleRef"], old["roleRef"]))
        {
            var role = obj.GetObject("roleRef");
            var shown = new JsonObject { ["APIGroup"] = role.GetText("apiGroup"), ["Kind"] = role.GetText("kind"), ["Name"] = role.GetText("name") };
            errors.Invalid("roleRef", shown, "cannot change roleRef");
        }
    }

    private void ValidateRule(JsonObject rule, string path, FieldErrors errors)
    {
        if (rule.GetArray("verbs") is not { Count: > 0 })
        {
            errors.Required(path + ".verbs", "verbs must contain at least one value");
        }

        if (rule.GetArray("nonResourceURLs") is { Count: > 0 } urls)
        {
            if (namespaced)
            {
                errors.Invalid(path + ".nonResourceURLs", urls, "namespaced rules cannot apply to non-resource URLs");
            }

            if (rule.GetArray("apiGroups") is { Count: > 0 } || rule.GetArray("resources") is { Count: > 0 } || rule.GetArray("resourceNames") is { Count: > 0 })
            {
                errors.Invalid(path + ".nonResourceURLs", urls, "rules cannot apply to both regular resources and non-resource URLs");
            }

            return;
        }

        if (rule.GetArray("apiGroups") is not { Count: > 0 })
        {
            errors.Required(path + ".apiGroups", "resource rules must supply at least one api group");
        }

        if (rule.GetArray("resources") is not { Count: > 0 })
        {
            errors.Required(path + ".resources", "resource rules must supply at least one resource");
        }
    }

    private void ValidateBinding(JsonObject obj, FieldErrors errors)
    {
        var role = obj.GetObject("roleRef");
        if (role.GetText("apiGroup") != Group)
        {
            errors.NotSupported("roleRef.apiGroup", role.GetText("apiGroup") ?? "", Group);
        }

        string[] kinds = namespaced ? ["Role", "ClusterRole"] : ["ClusterRole"];
        if (!kinds.Contains(role.GetText("kind") ?? ""))
        {
            errors.NotSupported("roleRef.kind", role.GetText("kind") ?? "", kinds);
        }

        if (string.IsNullOrEmpty(role.GetText("name")))
        {
            errors.Required("roleRef.name");
        }

        var index = 0;
        foreach (var subject in obj.GetArray("subjects").Objects())
        {
            ValidateSubject(subject, $"subjects[{index++}]", errors);
        }
    }

    private void ValidateSubject(JsonObject subject, string path, FieldErrors errors)
    {
        if (string.IsNullOrEmpty(subject.GetText("name")))
        {
            errors.Required(path + ".name");
        }

        switch (subject.GetText("kind"))
        {
            case "ServiceAccount":
                if (subject.GetText("apiGroup") is { Length: > 0 } group)
                {
                    errors.NotSupported(path + ".apiGroup", group, "");
                }

                if (!namespaced && string.IsNullOrEmpty(subject.GetText("namespace")))
                {
                    errors.Required(path + ".namespace");
                }

                break;
            case "User" or "Group":
                if (subject.GetText("apiGroup") != Group)
                {
                    errors.NotSupported(path + ".apiGroup", subject.GetText("apiGroup") ?? "", Group);
                }

                break;
            default:
                errors.NotSupported(path + ".kind", subject.GetText("kind") ?? "", "ServiceAccount", "User", "Group");
                break;
        }
    }
}
