using PodKube.Client.Resources;

namespace PodKube.Commands;

/// <summary>
/// The kinds that have a cmdlet of their own. Every supported server serves them in these versions, so the first call needs no
/// discovery.
/// </summary>
internal static class KnownKinds
{
    private const string Apps = "apps";
    private const string Batch = "batch";
    private const string Rbac = "rbac.authorization.k8s.io";

    private static readonly Dictionary<string, ApiResource> s_byKind = new ApiResource[]
    {
        Namespaced("", "Pod", "pods"),
        Namespaced(Apps, "Deployment", "deployments"),
        Namespaced(Apps, "ReplicaSet", "replicasets"),
        Namespaced(Apps, "StatefulSet", "statefulsets"),
        Namespaced(Apps, "DaemonSet", "daemonsets"),
        Namespaced(Batch, "Job", "jobs"),
        Namespaced(Batch, "CronJob", "cronjobs"),
        Namespaced("", "Service", "services"),
        Namespaced("networking.k8s.io", "Ingress", "ingresses"),
        Namespaced("", "ConfigMap", "configmaps"),
        Namespaced("", "Secret", "secrets"),
        Namespaced("", "ServiceAccount", "serviceaccounts"),
        Namespaced(Rbac, "Role", "roles"),
        Namespaced(Rbac, "RoleBinding", "rolebindings"),
        ClusterScoped(Rbac, "ClusterRole", "clusterroles"),
        ClusterScoped(Rbac, "ClusterRoleBinding", "clusterrolebindings"),
        ClusterScoped("", "Namespace", "namespaces"),
        ClusterScoped("", "Node", "nodes"),
        Namespaced("", "Event", "events"),
        ClusterScoped("", "PersistentVolume", "persistentvolumes"),
        Namespaced("", "PersistentVolumeClaim", "persistentvolumeclaims"),
        ClusterScoped("apiextensions.k8s.io", "CustomResourceDefinition", "customresourcedefinitions"),
        ClusterScoped("apiregistration.k8s.io", "APIService", "apiservices"),
    }.ToDictionary(static r => r.Kind, StringComparer.OrdinalIgnoreCase);

    public static ApiResource Get(string kind) => s_byKind[kind];

    /// <summary>The kind that a cmdlet of the name Verb-KubeKind is about; null when it is about none.</summary>
    public static ApiResource? ForCommand(string command)
    {
        int noun = command.IndexOf("-Kube", StringComparison.OrdinalIgnoreCase);
        return noun > 0 && s_byKind.TryGetValue(command[(noun + "-Kube".Length)..], out ApiResource? resource) ? resource : null;
    }

    /// <summary>The kind of this name (kind or plural, in any case); null when only discovery can tell.</summary>
    public static ApiResource? FindByName(string name) =>
        s_byKind.TryGetValue(name, out ApiResource? resource)
            ? resource
            : s_byKind.Values.FirstOrDefault(r => r.Plural.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The resource of an object that carries this apiVersion and kind; null when only discovery can tell.</summary>
    public static ApiResource? Find(string apiVersion, string kind) =>
        s_byKind.TryGetValue(kind, out ApiResource? resource) && resource.ApiVersion == apiVersion && resource.Kind == kind ? resource : null;

    private static ApiResource Namespaced(string group, string kind, string plural) =>
        new() { Group = group, Version = "v1", Kind = kind, Plural = plural, Namespaced = true };

    private static ApiResource ClusterScoped(string group, string kind, string plural) =>
        new() { Group = group, Version = "v1", Kind = kind, Plural = plural };
}
