using PodKube.Client.Resources;

namespace PodKube.Client.Manifests;

/// <summary>The order in which objects are created, so that what others need is there first: that of <c>kubectl kustomize</c>.</summary>
/// <remarks>https://github.com/kubernetes-sigs/kustomize/blob/master/api/internal/builtins/SortOrderTransformer.go</remarks>
public static class KindOrder
{
    private static readonly string[] s_first =
    [
        "Namespace",
        "ResourceQuota",
        "StorageClass",
        "CustomResourceDefinition",
        "ServiceAccount",
        "PodSecurityPolicy",
        "Role",
        "ClusterRole",
        "RoleBinding",
        "ClusterRoleBinding",
        "ConfigMap",
        "Secret",
        "Endpoints",
        "Service",
        "LimitRange",
        "PriorityClass",
        "PersistentVolume",
        "PersistentVolumeClaim",
        "Deployment",
        "StatefulSet",
        "CronJob",
        "PodDisruptionBudget",
    ];

    // They intercept the creation of the others, by servers that must run by then.
    private static readonly string[] s_last = ["MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"];

    /// <summary>The place of a kind: a lower one is created earlier. Kinds that the order does not name stand between its two ends.</summary>
    public static int PlaceOf(string kind)
    {
        int first = Array.IndexOf(s_first, kind);
        return first >= 0 ? first : s_first.Length + Array.IndexOf(s_last, kind) + 1;
    }

    /// <summary>The objects in the order of creation; those of one place keep the order that they came in.</summary>
    public static IEnumerable<KubeObject> ForCreation(IEnumerable<KubeObject> objects) => objects.OrderBy(item => PlaceOf(item.Kind));

    /// <summary>The objects in the order of deletion: the other way round.</summary>
    public static IEnumerable<KubeObject> ForDeletion(IEnumerable<KubeObject> objects) => ForCreation(objects).Reverse();
}
