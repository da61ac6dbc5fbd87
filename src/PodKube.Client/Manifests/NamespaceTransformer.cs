using System.Text.Json.Nodes;

namespace PodKube.Client.Manifests;

/// <summary>Moves the objects of a kustomization into one namespace, and what they say of each other with them.</summary>
internal sealed class NamespaceTransformer(string name, Func<string, string, bool> isNamespaced)
{
    public void Apply(IReadOnlyList<JsonObject> nodes)
    {
        // A reference follows when it means an object of the kustomization: by the name and namespace that this one had before.
        HashSet<(string Kind, string Namespace, string Name)> moved = [.. nodes.Select(Identity)];
        foreach (JsonObject node in nodes)
        {
            MoveSubjects(node, moved);
            MoveServices(node, moved);
        }

        foreach (JsonObject node in nodes)
        {
            Move(node);
        }
    }

    private static (string Kind, string Namespace, string Name) Identity(JsonObject node)
    {
        JsonObject? metadata = node.Find("metadata");
        return (node.Text("kind"), metadata?.Text("namespace") ?? "", metadata?.Text("name") ?? "");
    }

    private void Move(JsonObject node)
    {
        if (node.Text("kind") == "Namespace" && node.Text("apiVersion") == "v1")
        {
            SetIn(node, "name");
        }
        else if (isNamespaced(node.Text("apiVersion"), node.Text("kind")))
        {
            SetIn(node, "namespace");
        }
    }

    private void SetIn(JsonObject node, string field)
    {
        if (node.FindOrAdd("metadata") is { } metadata)
        {
            metadata[field] = name;
        }
    }

    private void MoveSubjects(JsonObject node, HashSet<(string Kind, string Namespace, string Name)> moved)
    {
        if (node.Text("kind") is not ("RoleBinding" or "ClusterRoleBinding"))
        {
            return;
        }

        foreach (JsonObject subject in node.Items("subjects").Where(subject => subject.Text("kind") == "ServiceAccount"))
        {
            string account = subject.Text("name");
            bool isOurs = subject.ContainsKey("namespace")
                ? moved.Contains(("ServiceAccount", subject.Text("namespace"), account))
                : moved.Any(item => item.Kind == "ServiceAccount" && item.Name == account);
            if (account == "default" || isOurs)
            {
                subject["namespace"] = name;
            }
        }
    }

    private void MoveServices(JsonObject node, HashSet<(string Kind, string Namespace, string Name)> moved)
    {
        IEnumerable<JsonObject?> services = node.Text("kind") switch
        {
            "MutatingWebhookConfiguration" or "ValidatingWebhookConfiguration" => node.Items("webhooks")
                .Select(webhook => webhook.Find("clientConfig", "service")),
            "CustomResourceDefinition" => [node.Find("spec", "conversion", "webhook", "clientConfig", "service")],
            "APIService" => [node.Find("spec", "service")],
            _ => [],
        };
        foreach (JsonObject? service in services)
        {
            if (service is not null && moved.Contains(("Service", service.Text("namespace"), service.Text("name"))))
            {
                service["namespace"] = name;
            }
        }
    }
}
