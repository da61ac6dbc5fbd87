using System.Management.Automation;
using PodKube.Client.Access;
using PodKube.Client.Resources;
using PodKube.Completion;

namespace PodKube.Commands;

/// <summary>Asks the server whether something may be done.</summary>
[Cmdlet(VerbsDiagnostic.Test, "KubeAccess", DefaultParameterSetName = ResourceSet)]
[OutputType(typeof(bool))]
[OutputType(typeof(KubeAccessAnswer))]
public sealed class TestKubeAccessCommand : SessionCmdlet
{
    private const string ResourceSet = "Resource";
    private const string PathSet = "NonResource";

    /// <summary>The verbs: get, list, watch, create, update, patch, delete, deletecollection, or * for all.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(VerbCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Verb { get; set; } = [];

    /// <summary>The kinds by any name, with a subresource if need be: <c>pods</c>, <c>pods/log</c>, <c>deployments.apps/scale</c>.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true, ParameterSetName = ResourceSet)]
    [ArgumentCompleter(typeof(KindCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Resource { get; set; } = [];

    /// <summary>The object's name. The default asks about all objects of the kind.</summary>
    [Parameter(Position = 2, ValueFromPipelineByPropertyName = true, ParameterSetName = ResourceSet)]
    [ArgumentCompleter(typeof(NameCompleter))]
    public string? Name { get; set; }

    /// <summary>The subresource, for instance log.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = ResourceSet)]
    public string? Subresource { get; set; }

    /// <summary>The namespace. The default is the session's.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = ResourceSet)]
    [ArgumentCompleter(typeof(NamespaceCompleter))]
    public string? Namespace { get; set; }

    /// <summary>Ask about all namespaces.</summary>
    [Parameter(ParameterSetName = ResourceSet)]
    [Alias("A")]
    public SwitchParameter AllNamespaces { get; set; }

    /// <summary>A path that is no resource, for instance <c>/healthz</c>.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = PathSet)]
    [ValidatePattern("^(/|\\*$)")]
    public string? NonResource { get; set; }

    /// <summary>Emit the question with the answer, its reason included, instead of true or false.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    /// <summary>The user to ask for. The default is oneself; asking for others needs the right to create SubjectAccessReviews.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? As { get; set; }

    /// <summary>The groups of that user.</summary>
    [Parameter]
    public string[] AsGroup { get; set; } = [];

    private protected override void ProcessWithSession()
    {
        foreach (AccessQuestion question in Questions())
        {
            KubeTarget target = new(question.Path ?? question.Resource, question.Namespace, question.Name);
            Try(target, () => Answer(question));
        }
    }

    private void Answer(AccessQuestion question)
    {
        AccessAnswer answer = Await(stop => As is null && AsGroup.Length == 0
            ? Client.Access.AskAsync(question, stop)
            : SubjectReview.AskAsync(Client, question, As, AsGroup, stop));
        WriteObject(Detailed ? KubeAccessAnswer.From(answer) : answer.Allowed);
    }

    private IEnumerable<AccessQuestion> Questions()
    {
        if (ParameterSetName == PathSet)
        {
            return Verb.Select(verb => new AccessQuestion { Verb = Lower(verb), Path = NonResource });
        }

        return from resource in Resource from verb in Verb select Question(verb, resource);
    }

    private AccessQuestion Question(string verb, string resource)
    {
        ResourceName parsed = ResourceName.Parse(resource);
        ApiResource found = ResolveOrTake(parsed.Kind);
        return new AccessQuestion
        {
            Verb = Lower(verb),
            Group = found.Group,
            Resource = found.Plural,
            Subresource = Subresource ?? parsed.Subresource,
            Namespace = AllNamespaces || !found.Namespaced ? null : Namespace ?? ActiveSession.Namespace,
            Name = string.IsNullOrEmpty(Name) ? null : Name,
        };
    }

#pragma warning disable CA1308 // RBAC's verbs are lower case.
    private static string Lower(string verb) => verb.ToLowerInvariant();
#pragma warning restore CA1308
}
