using System.Text.Json.Nodes;
using PodKube.Sandbox.Registry.CustomResources;
using PodKube.Sandbox.Registry.Strategies;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Registry;

/// <summary>Which built-in kind has which strategy; kinds that are not named have the default one. One instance per registry: some allocate.</summary>
internal static class BuiltInStrategies
{
    public static KindStrategy Find(string group, string kind) => (group, kind) switch
    {
        ("", "Pod") => new PodStrategy(),
        ("", "Namespace") => new NamespaceStrategy(),
        ("", "Service") => new ServiceStrategy(),
        ("", "Secret") => new SecretStrategy(),
        ("", "ConfigMap") => new ConfigMapStrategy(),
        ("", "Node") => new TableStrategy(new Dictionary<string, Func<JsonObject, string>>
        {
            ["spec.unschedulable"] = node => node.GetObject("spec").GetBool("unschedulable") == true ? "true" : "false",
        }),
        ("", "Event") => new TableStrategy(EventFields()),
        ("", "PodTemplate") => new TableStrategy(defaults: obj => PodRules.SetDefaults(obj.GetObject("template").GetObject("spec"))),
        ("", "ReplicationController") => new TableStrategy(defaults: SetControllerDefaults),
        ("apps", "Deployment") => WorkloadStrategy.Deployment,
        ("apps", "ReplicaSet") => WorkloadStrategy.ReplicaSet,
        ("apps", "StatefulSet") => WorkloadStrategy.StatefulSet,
        ("apps", "DaemonSet") => WorkloadStrategy.DaemonSet,
        ("batch", "Job") => new JobStrategy(),
        ("batch", "CronJob") => new CronJobStrategy(),
        ("rbac.authorization.k8s.io", "Role") => new RbacStrategy(isBinding: false, namespaced: true),
        ("rbac.authorization.k8s.io", "ClusterRole") => new RbacStrategy(isBinding: false, namespaced: false),
        ("rbac.authorization.k8s.io", "RoleBinding") => new RbacStrategy(isBinding: true, namespaced: true),
        ("rbac.authorization.k8s.io", "ClusterRoleBinding") => new RbacStrategy(isBinding: true, namespaced: false),
        ("networking.k8s.io", "NetworkPolicy") => new TableStrategy(defaults: SetPolicyTypes),
        ("certificates.k8s.io", "CertificateSigningRequest") => new TableStrategy(SigningFields()),
        ("apiregistration.k8s.io", "APIService") => new ApiServiceStrategy(),
        ("apiextensions.k8s.io", "CustomResourceDefinition") => new CustomResourceDefinitionStrategy(),
        _ => KindStrategy.Default,
    };

    private static Dictionary<string, Func<JsonObject, string>> EventFields()
    {
        var fields = new Dictionary<string, Func<JsonObject, string>>
        {
            ["reason"] = item => item.GetText("reason") ?? "",
            ["type"] = item => item.GetText("type") ?? "",
            ["reportingComponent"] = item => item.GetText("reportingComponent") ?? "",
            ["source"] = item => item.GetObject("source").GetText("component") is { Length: > 0 } source ? source : item.GetText("reportingComponent") ?? "",
        };
        foreach (var name in (ReadOnlySpan<string>)["kind", "namespace", "name", "uid", "apiVersion", "resourceVersion", "fieldPath"])
        {
            var member = name;
            fields["involvedObject." + name] = item => item.GetObject("involvedObject").GetText(member) ?? "";
        }

        return fields;
    }

    private static Dictionary<string, Func<JsonObject, string>> SigningFields() => new()
    {
        ["spec.signerName"] = request => request.GetObject("spec").GetText("signerName") ?? "",
    };

    /// <summary>A policy concerns what comes in, and what goes out where it has rules for that.</summary>
    private static void SetPolicyTypes(JsonObject obj)
    {
        var spec = obj.EnsureObject("spec");
        spec.SetDefault("policyTypes", () => spec.GetArray("egress") is { Count: > 0 } ? new JsonArray("Ingress", "Egress") : new JsonArray("Ingress"));
    }

    private static void SetControllerDefaults(JsonObject obj)
    {
        var spec = obj.EnsureObject("spec");
        if (spec.GetObject("template").GetObject("metadata").GetObject("labels") is { } labels)
        {
            spec.SetDefault("selector", () => labels.DeepClone());
            obj.Metadata().SetDefault("labels", () => labels.DeepClone());
        }

        PodRules.SetDefaults(spec.GetObject("template").GetObject("spec"));
    }
}
