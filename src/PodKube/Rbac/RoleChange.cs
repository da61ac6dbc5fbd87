using System.Text.Json.Nodes;

namespace PodKube.Rbac;

/// <summary>One step of a grant or a revocation, decided before anything is sent.</summary>
/// <param name="Verb">Create, Extend, Reduce, Delete.</param>
/// <param name="Item">The role or binding as it will be.</param>
internal sealed record RoleChange(string Verb, JsonObject Item)
{
    public string Kind => Item["kind"]!.GetValue<string>();

    public string Name => Item["metadata"]!["name"]!.GetValue<string>();

    public Task<bool> SendAsync(RoleStore store, CancellationToken cancellationToken) => Verb switch
    {
        "Create" => store.CreateAsync(Item, cancellationToken),
        "Delete" => store.DeleteAsync(Item, cancellationToken),
        _ => store.ReplaceAsync(Item, cancellationToken),
    };
}
