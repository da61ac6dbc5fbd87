using System.Text.Json.Nodes;
using PodKube.Sandbox.Access.ServiceAccounts;

namespace PodKube.Sandbox.Access.Rbac;

/// <summary>Whom a binding grants a role to.</summary>
internal sealed record BindingSubject(string Kind, string Name, string Namespace)
{
    public const string User = "User";
    public const string Group = "Group";
    public const string ServiceAccount = "ServiceAccount";

    public static BindingSubject Parse(JsonObject subject, string bindingNamespace)
    {
        string kind = subject.TextOrEmpty("kind");
        string ns = subject.TextOrEmpty("namespace");
        return new BindingSubject(kind, subject.TextOrEmpty("name"), kind == ServiceAccount && ns.Length == 0 ? bindingNamespace : ns);
    }

    /// <summary>The key under which an index finds the subject; null when no user can ever be it.</summary>
    public string? Key => Kind switch
    {
        User => UserKey(Name),
        Group => GroupKey(Name),
        ServiceAccount when Namespace.Length > 0 => UserKey(ServiceAccountName.UserOf(Namespace, Name)),
        _ => null,
    };

    public static string UserKey(string name) => "user:" + name;

    public static string GroupKey(string name) => "group:" + name;

    // The server prints a service account as name/namespace, in that order.
    public override string ToString() =>
        Kind == ServiceAccount ? $"{Kind} {GoText.Quote($"{Name}/{Namespace}")}" : $"{Kind} {GoText.Quote(Name)}";
}
