using System.Management.Automation;
using System.Text;
using PodKube.Client.Access;
using PodKube.Client.Resources;
using PodKube.Completion;
using PodKube.Objects;
using PodKube.Rbac;

namespace PodKube.Commands;

/// <summary>The base of New-KubeRole and New-KubeClusterRole: rules as parameters, or as objects from the pipeline.</summary>
public abstract class RoleCmdlet : CreatingCmdlet
{
    private readonly List<RbacRule> _rules = [];

    /// <summary>The name of the role.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "";

    /// <summary>The verbs of the rule: get, list, watch, create, update, patch, delete, deletecollection, …</summary>
    [Parameter]
    [ArgumentCompleter(typeof(VerbCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Verb { get; set; } = [];

    /// <summary>The kinds of the rule by any name, with a subresource if need be: <c>pods</c>, <c>pods/log</c>, <c>deployments.apps</c>.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(KindCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Resource { get; set; } = [];

    /// <summary>Only the objects of these names. The default is all objects of the kinds.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] ResourceName { get; set; } = [];

    /// <summary>Rules with verbs, apiGroups, resources and perhaps resourceNames: hashtables, or the rules of another role.</summary>
    [Parameter(ValueFromPipeline = true)]
    [ValidateNotNull]
    public PSObject[] Rule { get; set; } = [];

    private protected abstract string Kind { get; }

    private protected virtual string? Place => null;

    /// <summary>The paths of the rule; only cluster roles have some.</summary>
    private protected virtual IReadOnlyList<string> Paths => [];

    private protected sealed override void ProcessWithSession()
    {
        foreach (PSObject rule in Rule)
        {
            // A role is taken for its rules.
            KubeValue view = KubeValue.Of(rule);
            IEnumerable<KubeValue> rules = view["rules"].Exists ? view["rules"].Items() : [view];
            _rules.AddRange(rules.Select(Read));
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => Try(null, CreateRole);

    private void CreateRole()
    {
        if (Verb.Length > 0)
        {
            _rules.AddRange(FromParameters());
        }

        if (_rules.Count == 0)
        {
            throw new ArgumentException("A role needs rules: give -Verb with -Resource, or -Rule.");
        }

        RoleStore store = new(Client, Place);
        Create(KnownKinds.Get(Kind), Place, Name, () => Encoding.UTF8.GetBytes(store.NewRole(Name, _rules).ToJsonString()));
    }

    private IEnumerable<RbacRule> FromParameters()
    {
        if (Resource.Length == 0 && Paths.Count == 0)
        {
            throw new ArgumentException("-Verb says what may be done; -Resource must say with what.");
        }

        IEnumerable<string?> names = ResourceName.Length == 0 ? new string?[] { null } : ResourceName;
        return RuleSet.Compose(
        [
            .. from path in Paths from verb in Verb select new AccessRight(verb, "", "", null, path),
            .. from resource in Resource.Select(Find) from verb in Verb from name in names
               select new AccessRight(verb, resource.Group, resource.Name, name, null),
        ]);
    }

    private (string Group, string Name) Find(string text)
    {
        ResourceName parsed = Commands.ResourceName.Parse(text);
        ApiResource found = ResolveOrTake(parsed.Kind);
        return (found.Group, found.Plural + (parsed.Subresource.Length > 0 ? "/" + parsed.Subresource : ""));
    }

    private static RbacRule Read(KubeValue rule)
    {
        RbacRule read = new()
        {
            ApiGroups = Texts(rule["apiGroups"]),
            Resources = Texts(rule["resources"]),
            ResourceNames = Texts(rule["resourceNames"]),
            NonResourceUrls = Texts(rule["nonResourceURLs"]),
            Verbs = Texts(rule["verbs"]),
        };
        return read.Verbs.Count > 0 && read.Resources.Count + read.NonResourceUrls.Count > 0
            ? read with { ApiGroups = read.Resources.Count > 0 && read.ApiGroups.Count == 0 ? [""] : read.ApiGroups }
            : throw new ArgumentException("A rule needs verbs, and resources or nonResourceURLs.");
    }

    private static IReadOnlyList<string> Texts(KubeValue list) =>
        list.Text is string one ? [one] : [.. list.Items().Select(static i => i.Text ?? "")];
}
