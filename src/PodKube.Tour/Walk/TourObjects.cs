using System.Text;
using PodKube.Client.Access;

namespace PodKube.Tour.Walk;

/// <summary>The objects that the tour makes, as a person would have written them.</summary>
internal static class TourObjects
{
    public const string Name = "tour";
    public const string Deployment = "web";
    public const string Image = "nginx:1.27";
    public const int Replicas = 2;

    /// <summary>A Role with the right that was missing, and what the rest of the tour needs.</summary>
    public static byte[] Role(ForbiddenAccess missing) =>
        Encoding.UTF8.GetBytes(
            $$"""
            {
              "apiVersion": "rbac.authorization.k8s.io/v1",
              "kind": "Role",
              "metadata": { "name": "{{Name}}" },
              "rules": [
                { "apiGroups": ["{{missing.Group}}"], "resources": ["{{missing.Resource}}"], "verbs": ["{{missing.Verb}}", "watch"] },
                { "apiGroups": ["apps"], "resources": ["deployments"], "verbs": ["get", "list", "watch", "create", "delete"] }
              ]
            }
            """
        );

    public static byte[] RoleBinding(Identity subject) =>
        Encoding.UTF8.GetBytes(
            $$"""
            {
              "apiVersion": "rbac.authorization.k8s.io/v1",
              "kind": "RoleBinding",
              "metadata": { "name": "{{Name}}" },
              "roleRef": { "apiGroup": "rbac.authorization.k8s.io", "kind": "Role", "name": "{{Name}}" },
              "subjects": [
                { "kind": "ServiceAccount", "name": "{{subject.ServiceAccountName}}", "namespace": "{{subject.ServiceAccountNamespace}}" }
              ]
            }
            """
        );

    public static byte[] WebDeployment() =>
        Encoding.UTF8.GetBytes(
            $$"""
            {
              "apiVersion": "apps/v1",
              "kind": "Deployment",
              "metadata": { "name": "{{Deployment}}", "labels": { "app": "{{Deployment}}" } },
              "spec": {
                "replicas": {{Replicas}},
                "selector": { "matchLabels": { "app": "{{Deployment}}" } },
                "template": {
                  "metadata": { "labels": { "app": "{{Deployment}}" } },
                  "spec": { "containers": [{ "name": "{{Deployment}}", "image": "{{Image}}", "ports": [{ "containerPort": 80 }] }] }
                }
              }
            }
            """
        );
}
