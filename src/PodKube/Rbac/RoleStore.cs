using System.Text.Json.Nodes;
using PodKube.Client;
using PodKube.Client.Access;
using PodKube.Client.Requests;
using PodKube.Client.Resources;
using PodKube.Commands;

namespace PodKube.Rbac;

/// <summary>Reads and writes roles and their bindings, in one namespace or (namespace null) for the whole cluster.</summary>
internal sealed class RoleStore(KubeClient client, string? place)
{
    public string RoleKind => place is null ? "ClusterRole" : "Role";

    public string BindingKind => RoleKind + "Binding";

    public Task<JsonObject?> FindRoleAsync(string name, CancellationToken cancellationToken) => FindAsync(RoleKind, name, cancellationToken);

    public Task<JsonObject?> FindBindingAsync(string name, CancellationToken cancellationToken) => FindAsync(BindingKind, name, cancellationToken);

    public async Task<bool> CreateAsync(JsonObject item, CancellationToken cancellationToken)
    {
        CreateOptions options = new() { FieldManager = "podkube" };
        await client.CreateAsync(Resource(item), place, Bytes(item), options, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>Replaces what was read; the resource version in it makes a conflict of what somebody else changed meanwhile.</summary>
    public async Task<bool> ReplaceAsync(JsonObject item, CancellationToken cancellationToken)
    {
        ReplaceOptions options = new() { FieldManager = "podkube" };
        await client.ReplaceAsync(Resource(item), place, Name(item), Bytes(item), options, cancellationToken: cancellationToken).ConfigureAwait(false);
        return true;
    }

    public async Task<bool> DeleteAsync(JsonObject item, CancellationToken cancellationToken)
    {
        DeleteOptions options = new() { Uid = item["metadata"]?["uid"]?.GetValue<string>() };
        await client.DeleteAsync(Resource(item), place, Name(item), options, cancellationToken).ConfigureAwait(false);
        return true;
    }

    public JsonObject NewRole(string name, IEnumerable<RbacRule> rules) => New(RoleKind, name, new JsonObject { ["rules"] = RuleSet.Write(rules) });

    public JsonObject NewBinding(string name, string roleKind, string role, IEnumerable<RbacSubject> subjects) => New(BindingKind, name, new JsonObject
    {
        ["roleRef"] = new JsonObject { ["apiGroup"] = "rbac.authorization.k8s.io", ["kind"] = roleKind, ["name"] = role },
        ["subjects"] = new JsonArray([.. subjects.Select(static s => s.ToJson())]),
    });

    private JsonObject New(string kind, string name, JsonObject rest)
    {
        JsonObject metadata = new() { ["name"] = name };
        if (place is not null)
        {
            metadata["namespace"] = place;
        }

        JsonObject item = new() { ["apiVersion"] = "rbac.authorization.k8s.io/v1", ["kind"] = kind, ["metadata"] = metadata };
        foreach ((string field, JsonNode? value) in rest)
        {
            item[field] = value?.DeepClone();
        }

        return item;
    }

    private async Task<JsonObject?> FindAsync(string kind, string name, CancellationToken cancellationToken)
    {
        KubeObject? found = await client.FindAsync(KnownKinds.Get(kind), place, name, cancellationToken).ConfigureAwait(false);
        return found is null ? null : JsonNode.Parse(found.ToUtf8Json())!.AsObject();
    }

    private static ApiResource Resource(JsonObject item) => KnownKinds.Get(item["kind"]!.GetValue<string>());

    private static string Name(JsonObject item) => item["metadata"]!["name"]!.GetValue<string>();

    private static ReadOnlyMemory<byte> Bytes(JsonObject item) => System.Text.Encoding.UTF8.GetBytes(item.ToJsonString());
}
