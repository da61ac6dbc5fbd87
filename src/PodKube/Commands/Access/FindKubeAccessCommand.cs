using System.Management.Automation;
using PodKube.Client.Access;
using PodKube.Client.Resources;
using PodKube.Completion;

namespace PodKube.Commands;

/// <summary>Finds everybody who may do something, and the bindings that let them.</summary>
[Cmdlet(VerbsCommon.Find, "KubeAccess", DefaultParameterSetName = ResourceSet)]
[OutputType(typeof(KubeAccessHolder))]
public sealed class FindKubeAccessCommand : SessionCmdlet
{
    private const string ResourceSet = "Resource";
    private const string PathSet = "NonResource";

    /// <summary>The verb: get, list, watch, create, update, patch, delete, deletecollection, or * for all.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ArgumentCompleter(typeof(VerbCompleter))]
    [ValidateNotNullOrEmpty]
    public string Verb { get; set; } = "";

    /// <summary>The kind by any name, with a subresource if need be: <c>pods</c>, <c>pods/log</c>, <c>deployments.apps/scale</c>.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = ResourceSet)]
    [ArgumentCompleter(typeof(KindCompleter))]
    [ValidateNotNullOrEmpty]
    public string Resource { get; set; } = "";

    /// <summary>The object's name. The default looks for rights on all objects of the kind.</summary>
    [Parameter(Position = 2, ParameterSetName = ResourceSet)]
    [ArgumentCompleter(typeof(NameCompleter))]
    public string? Name { get; set; }

    /// <summary>The namespace. The default is the session's.</summary>
    [Parameter(ParameterSetName = ResourceSet)]
    [ArgumentCompleter(typeof(NamespaceCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Namespace { get; set; }

    /// <summary>Look into all namespaces; Scope says where each right holds.</summary>
    [Parameter(ParameterSetName = ResourceSet)]
    [Alias("A")]
    public SwitchParameter AllNamespaces { get; set; }

    /// <summary>A path that is no resource, for instance <c>/metrics</c>.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PathSet)]
    [ValidatePattern("^(/|\\*$)")]
    public string? NonResource { get; set; }

    private protected override void ProcessWithSession()
    {
        (AccessRight right, bool isNamespaced) = Right();
        string? place = !isNamespaced || AllNamespaces ? null : Namespace ?? ActiveSession.Namespace;
        RbacPolicy policy = Await(stop => Client.Access.ReadPolicyAsync(place, stop));
        bool anywhere = isNamespaced && AllNamespaces;
        foreach (PolicyGrant grant in anywhere ? policy.WhoMayAnywhere(right) : policy.WhoMay(right, place))
        {
            WriteObject(new KubeAccessHolder(grant));
        }
    }

    private (AccessRight Right, bool IsNamespaced) Right()
    {
        if (NonResource is not null)
        {
            return (new AccessRight(Lower(Verb), "", "", null, NonResource), false);
        }

        ResourceName parsed = ResourceName.Parse(Resource);
        ApiResource found = ResolveOrTake(parsed.Kind);
        string resource = found.Plural + (parsed.Subresource.Length > 0 ? "/" + parsed.Subresource : "");
        return (new AccessRight(Lower(Verb), found.Group, resource, string.IsNullOrEmpty(Name) ? null : Name, null), found.Namespaced);
    }

#pragma warning disable CA1308 // RBAC's verbs are lower case.
    private static string Lower(string verb) => verb.ToLowerInvariant();
#pragma warning restore CA1308
}
