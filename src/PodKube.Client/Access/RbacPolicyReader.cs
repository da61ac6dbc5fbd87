using System.Text.Json.Nodes;
using PodKube.Client.Requests;
using PodKube.Client.Resources;

namespace PodKube.Client.Access;

/// <summary>Reads a cluster's roles and bindings.</summary>
internal static class RbacPolicyReader
{
    internal static async Task<RbacPolicy> ReadAsync(KubeClient client, string? place, CancellationToken cancellationToken)
    {
        Task<List<PolicyRole>>[] roles =
        [
            ReadAsync(client, Kind("ClusterRole", "clusterroles", false), null, Role, cancellationToken),
            ReadAsync(client, Kind("Role", "roles", true), place, Role, cancellationToken),
        ];
        Task<List<PolicyBinding>>[] bindings =
        [
            ReadAsync(client, Kind("ClusterRoleBinding", "clusterrolebindings", false), null, Binding, cancellationToken),
            ReadAsync(client, Kind("RoleBinding", "rolebindings", true), place, Binding, cancellationToken),
        ];
        await Task.WhenAll([.. roles, .. bindings]).ConfigureAwait(false);
        return new RbacPolicy(roles.SelectMany(static r => r.Result), bindings.SelectMany(static b => b.Result));
    }

    private static async Task<List<T>> ReadAsync<T>(
        KubeClient client, ApiResource kind, string? place, Func<JsonNode, T> read, CancellationToken cancellationToken)
    {
        List<T> found = [];
        await foreach (KubeObject item in client.ListAsync(kind, new ListOptions { Namespace = place }, cancellationToken).ConfigureAwait(false))
        {
            found.Add(read(JsonNode.Parse(item.Json.Span)!));
        }

        return found;
    }

    internal static PolicyRole Role(JsonNode item) => new(
        Text(item["metadata"], "namespace"),
        Text(item["metadata"], "name") ?? "",
        RuleSet.Read(item),
        Labels(item),
        item["aggregationRule"]?["clusterRoleSelectors"] is JsonArray selectors ? [.. selectors.Select(PolicySelector.Read)] : []);

    internal static PolicyBinding Binding(JsonNode item)
    {
        string? place = Text(item["metadata"], "namespace");
        return new PolicyBinding(
            place,
            Text(item["metadata"], "name") ?? "",
            Text(item["roleRef"], "kind") ?? "",
            Text(item["roleRef"], "name") ?? "",
            item["subjects"] is JsonArray subjects ? [.. subjects.Select(subject => Subject(subject, place))] : []);
    }

    private static PolicySubject Subject(JsonNode? subject, string? place)
    {
        string kind = Text(subject, "kind") ?? "";
        return new PolicySubject(kind, Text(subject, "name") ?? "", kind == "ServiceAccount" ? Text(subject, "namespace") ?? place ?? "" : "");
    }

    private static Dictionary<string, string> Labels(JsonNode item) => item["metadata"]?["labels"] is JsonObject labels
        ? labels.ToDictionary(static l => l.Key, static l => l.Value?.GetValue<string>() ?? "")
        : [];

    private static string? Text(JsonNode? parent, string name) => parent?[name]?.GetValue<string>();

    private static ApiResource Kind(string kind, string plural, bool namespaced) => new()
    {
        Group = "rbac.authorization.k8s.io",
        Version = "v1",
        Kind = kind,
        Plural = plural,
        Namespaced = namespaced,
    };
}
