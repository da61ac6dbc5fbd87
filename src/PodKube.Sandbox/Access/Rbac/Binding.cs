using System.Collections.Immutable;
using System.Text.Json.Nodes;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Access.Rbac;

/// <summary>A RoleBinding, or a ClusterRoleBinding where the namespace is empty, in the form that decisions are made from.</summary>
internal sealed record Binding(string Name, string Namespace, RoleReference Role, ImmutableArray<BindingSubject> Subjects)
{
    public static Binding Parse(JsonObject binding)
    {
        JsonObject? metadata = binding.GetObject("metadata");
        JsonObject? reference = binding.GetObject("roleRef");
        string ns = metadata.TextOrEmpty("namespace");
        return new Binding(
            metadata.TextOrEmpty("name"),
            ns,
            new RoleReference(reference.TextOrEmpty("kind"), reference.TextOrEmpty("name")),
            [.. binding.GetArray("subjects").Objects().Select(subject => BindingSubject.Parse(subject, ns))]);
    }

    /// <summary>Why an access review says yes.</summary>
    public string Explain(BindingSubject subject) => Namespace.Length == 0
        ? $"RBAC: allowed by ClusterRoleBinding {GoText.Quote(Name)} of {Role.Kind} {GoText.Quote(Role.Name)} to {subject}"
        : $"RBAC: allowed by RoleBinding {GoText.Quote($"{Name}/{Namespace}")} of {Role.Kind} {GoText.Quote(Role.Name)} to {subject}";
}
