using System.Management.Automation;
using System.Text;
using PodKube.Client.Access;
using PodKube.Client.Resources;
using PodKube.Client.Yaml;
using PodKube.Completion;
using PodKube.Objects;
using PodKube.Rbac;

namespace PodKube.Commands;

/// <summary>The base of Grant- and Revoke-KubeAccess: who, what, where.</summary>
public abstract class GrantCmdlet : SessionCmdlet
{
    /// <summary>The verbs: get, list, watch, create, update, patch, delete, deletecollection, …</summary>
    [Parameter(Mandatory = true)]
    [ArgumentCompleter(typeof(VerbCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Verb { get; set; } = [];

    /// <summary>The kinds by any name, with a subresource if need be: <c>pods</c>, <c>pods/log</c>, <c>deployments.apps/scale</c>.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(KindCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Resource { get; set; } = [];

    /// <summary>Only the objects of these names. The default is all objects of the kinds.</summary>
    [Parameter]
    [Alias("ResourceName")]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = [];

    /// <summary>Paths that are no resources, for instance <c>/metrics</c>; needs -ClusterWide.</summary>
    [Parameter]
    [ValidatePattern("^(/|\\*$)")]
    public string[] NonResource { get; set; } = [];

    /// <summary>The service account: a name in the namespace, or <c>namespace:name</c>.</summary>
    [Parameter(ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(ServiceAccountCompleter))]
    [ValidateNotNullOrEmpty]
    public object? ServiceAccount { get; set; }

    /// <summary>The user, where it is no service account.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? User { get; set; }

    /// <summary>The group.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Group { get; set; }

    /// <summary>The namespace that the rights hold in. The default is the session's.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NamespaceCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Namespace { get; set; }

    /// <summary>The rights hold in all namespaces and for cluster-scoped kinds: a ClusterRole and a ClusterRoleBinding.</summary>
    [Parameter]
    public SwitchParameter ClusterWide { get; set; }

    /// <summary>The name of the role and its binding. The default is made of the subject: <c>podkube:robot</c>.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? RoleName { get; set; }

    /// <summary>The namespace of the role; null for the whole cluster.</summary>
    private protected string? Place => ClusterWide ? null : Namespace ?? ActiveSession.Namespace;

    /// <summary>Works out what must change.</summary>
    private protected abstract IReadOnlyList<RoleChange> Plan(GrantPlanner planner, IReadOnlyList<AccessRight> rights);

    private protected sealed override void ProcessWithSession()
    {
        RbacSubject subject = Subject();
        IReadOnlyList<AccessRight> rights = Rights();
        RoleStore store = new(Client, Place);
        string name = RoleName ?? subject.RoleName(Place);
        List<RoleChange> done = [];
        foreach (RoleChange change in Plan(new GrantPlanner(store, name, subject), rights))
        {
            string target = new KubeTarget(change.Kind, Place, change.Name).ToString();
            if (ShouldProcess(Describe(change, target), $"{change.Verb} {target}?", "PodKube"))
            {
                Await(stop => change.SendAsync(store, stop));
                done.Add(change);
            }
        }

        if (!MyInvocation.BoundParameters.ContainsKey("WhatIf"))
        {
            WriteObject(new KubeGrant(store.RoleKind, Place, name, subject, rights, done));
        }
    }

    private static string Describe(RoleChange change, string target) =>
        change.Verb == "Delete" ? $"Delete {target}" : $"{change.Verb} {target}:\n{Readable(change)}";

    private static string Readable(RoleChange change) =>
        KubeYamlWriter.Write(CreatableObject.Strip(Encoding.UTF8.GetBytes(change.Item.ToJsonString())));

    private RbacSubject Subject()
    {
        object? account = ServiceAccount is PSObject { BaseObject: string text } ? text : ServiceAccount;
        RbacSubject?[] given =
        [
            account is null ? null : Account(account),
            User is null ? null : RbacSubject.User(User),
            Group is null ? null : RbacSubject.Group(Group),
        ];
        RbacSubject[] named = [.. given.OfType<RbacSubject>()];
        return named is [RbacSubject one] ? one : throw new ArgumentException("Name one of -ServiceAccount, -User and -Group.");
    }

    private RbacSubject Account(object account)
    {
        if (account is string text)
        {
            return RbacSubject.ServiceAccount(text, Namespace ?? ActiveSession.Namespace);
        }

        ObjectReference reference = ObjectReference.From(account);
        return new RbacSubject("ServiceAccount", reference.Name ?? throw new ArgumentException("The piped object has no name."),
            reference.Namespace ?? Namespace ?? ActiveSession.Namespace);
    }

    private IReadOnlyList<AccessRight> Rights()
    {
        if (NonResource.Length > 0 && !ClusterWide)
        {
            throw new ArgumentException("Rights on paths hold for the whole cluster: add -ClusterWide.");
        }

        if (NonResource.Length == 0 && Resource.Length == 0)
        {
            throw new ArgumentException("Name -Resource or -NonResource.");
        }

        AccessRight[] paths = [.. from path in NonResource from verb in Verb select new AccessRight(Lower(verb), "", "", null, path)];
        IEnumerable<string?> names = Name.Length == 0 ? new string?[] { null } : Name;
        IEnumerable<AccessRight> resources =
            from resource in Resource.Select(FindResource) from verb in Verb from name in names
            select new AccessRight(Lower(verb), resource.Group, resource.Name, name, null);
        return [.. paths, .. resources];
    }

    private (string Group, string Name) FindResource(string text)
    {
        ResourceName parsed = ResourceName.Parse(text);
        ApiResource found = ResolveOrTake(parsed.Kind);
        if (!found.Namespaced && !ClusterWide && found is not { Group: "", Plural: "namespaces" })
        {
            throw new ArgumentException($"{found.Plural} are not in namespaces: add -ClusterWide.");
        }

        return (found.Group, found.Plural + (parsed.Subresource.Length > 0 ? "/" + parsed.Subresource : ""));
    }

#pragma warning disable CA1308 // RBAC's verbs are lower case.
    private static string Lower(string verb) => verb.ToLowerInvariant();
#pragma warning restore CA1308
}
