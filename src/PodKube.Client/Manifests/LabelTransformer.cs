using System.Text.Json.Nodes;

namespace PodKube.Client.Manifests;

/// <summary>Adds labels to an object and, where asked for, to its selectors and pod templates.</summary>
/// <remarks>
/// Where kustomize adds them: https://github.com/kubernetes-sigs/kustomize/blob/master/api/internal/konfig/builtinpluginconsts/commonlabels.go
/// </remarks>
internal static class LabelTransformer
{
    public static void Apply(JsonObject node, KustomizationLabels labels)
    {
        Set(node.FindOrAdd("metadata", "labels"), labels);
        if (labels.IncludeSelectors || labels.IncludeTemplates)
        {
            ApplyToTemplates(node, labels);
        }

        if (labels.IncludeSelectors)
        {
            ApplyToSelectors(node, labels);
        }
    }

    private static void ApplyToTemplates(JsonObject node, KustomizationLabels labels)
    {
        switch (node.Text("kind"))
        {
            case "Deployment" or "ReplicaSet" or "ReplicationController" or "DaemonSet" or "Job":
                Set(node.FindOrAdd("spec", "template", "metadata", "labels"), labels);
                break;
            case "StatefulSet":
                Set(node.FindOrAdd("spec", "template", "metadata", "labels"), labels);
                foreach (JsonObject claim in node.Find("spec").Items("volumeClaimTemplates"))
                {
                    Set(claim.FindOrAdd("metadata", "labels"), labels);
                }

                break;
            case "CronJob":
                Set(node.FindOrAdd("spec", "jobTemplate", "metadata", "labels"), labels);
                Set(node.FindOrAdd("spec", "jobTemplate", "spec", "template", "metadata", "labels"), labels);
                break;
        }
    }

    private static void ApplyToSelectors(JsonObject node, KustomizationLabels labels)
    {
        switch (node.Text("kind"))
        {
            case "Service" when node.Text("apiVersion") == "v1" && node.Find("spec")?.Text("type") != "ExternalName":
            case "ReplicationController":
                Set(node.FindOrAdd("spec", "selector"), labels);
                break;
            case "Deployment" or "ReplicaSet" or "DaemonSet" or "StatefulSet":
                Set(node.FindOrAdd("spec", "selector", "matchLabels"), labels);
                ApplyToPodRules(node.Find("spec", "template", "spec"), labels);
                break;
            case "Job" or "PodDisruptionBudget":
                Set(node.Find("spec", "selector", "matchLabels"), labels);
                break;
            case "CronJob":
                Set(node.Find("spec", "jobTemplate", "spec", "selector", "matchLabels"), labels);
                break;
            case "NetworkPolicy":
                ApplyToNetworkPolicy(node.Find("spec"), labels);
                break;
        }
    }

    private static void ApplyToNetworkPolicy(JsonObject? spec, KustomizationLabels labels)
    {
        Set(spec?.Find("podSelector", "matchLabels"), labels);
        IEnumerable<JsonObject> peers = spec.Items("ingress")
            .SelectMany(rule => rule.Items("from"))
            .Concat(spec.Items("egress").SelectMany(rule => rule.Items("to")));
        foreach (JsonObject peer in peers)
        {
            Set(peer.Find("podSelector", "matchLabels"), labels);
        }
    }

    // Affinity and spread rules speak of the pods of this very template, where they speak of labels at all.
    private static void ApplyToPodRules(JsonObject? pod, KustomizationLabels labels)
    {
        foreach (string affinity in (string[])["podAffinity", "podAntiAffinity"])
        {
            JsonObject? rules = pod?.Find("affinity", affinity);
            foreach (JsonObject term in rules.Items("requiredDuringSchedulingIgnoredDuringExecution"))
            {
                Set(term.Find("labelSelector", "matchLabels"), labels);
            }

            foreach (JsonObject preference in rules.Items("preferredDuringSchedulingIgnoredDuringExecution"))
            {
                Set(preference.Find("podAffinityTerm", "labelSelector", "matchLabels"), labels);
            }
        }

        foreach (JsonObject constraint in pod.Items("topologySpreadConstraints"))
        {
            Set(constraint.Find("labelSelector", "matchLabels"), labels);
        }
    }

    private static void Set(JsonObject? map, KustomizationLabels labels)
    {
        foreach ((string name, string value) in labels.Pairs)
        {
            if (map is not null)
            {
                map[name] = value;
            }
        }
    }
}
