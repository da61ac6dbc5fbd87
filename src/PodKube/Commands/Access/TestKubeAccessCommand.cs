using System.Management.Automation;
using PodKube.Client.Access;
using PodKube.Client.Http;
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
    private const string ScriptSet = "Script";
    private const int MostAtOnce = 16;

    private readonly Queue<(KubeTarget Target, Task<AccessAnswer> Answer)> _asked = [];

    /// <summary>A script block: it is run, and each of its calls is asked about.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ScriptSet)]
    public ScriptBlock? ScriptBlock { get; set; }

    /// <summary>The verbs: get, list, watch, create, update, patch, delete, deletecollection, or * for all.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = ResourceSet)]
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = PathSet)]
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

    /// <inheritdoc/>
    protected override void EndProcessing() => WriteAnswers(0);

    private protected override void ProcessWithSession()
    {
        if (ParameterSetName == ScriptSet)
        {
            WriteVerdict();
            return;
        }

        foreach (AccessQuestion question in Questions())
        {
            // Answers come in the order of the questions, while the next questions are under way.
            WriteAnswers(MostAtOnce - 1);
            Ask(question);
        }

        WriteAnswers(MyInvocation.ExpectingInput ? MostAtOnce - 1 : 0);
    }

    private void Ask(AccessQuestion question) =>
        _asked.Enqueue((new KubeTarget(question.Path ?? question.Resource, question.Namespace, question.Name), Start(stop => SendAsync(question, stop))));

    private Task<AccessAnswer> SendAsync(AccessQuestion question, CancellationToken cancellationToken) => As is null && AsGroup.Length == 0
        ? Client.Access.AskAsync(question, cancellationToken)
        : SubjectReview.AskAsync(Client, question, As, AsGroup, cancellationToken);

    /// <summary>Emits answers until no more than <paramref name="left"/> questions are open.</summary>
    private void WriteAnswers(int left)
    {
        while (_asked.Count > left)
        {
            (KubeTarget target, Task<AccessAnswer> answer) = _asked.Dequeue();
            Try(target, () => Write(Await(answer)));
        }
    }

    private void Write(AccessAnswer answer) => WriteObject(Detailed ? KubeAccessAnswer.From(answer) : answer.Allowed);

    /// <summary>Asks about every call of the script; without -Detailed one answer for all.</summary>
    private void WriteVerdict()
    {
        (IReadOnlyCollection<RequestObservation> requests, ErrorRecord? failure) = RecordedScript.Run(this, ScriptBlock!);
        if (failure is not null)
        {
            WriteError(failure);
            WriteWarning("The script did not come to its end; the answer is about what it did until then.");
        }

        List<AccessAnswer> answers = [];
        foreach (AccessQuestion[] some in requests.SelectMany(AccessNeed.Of).Distinct().Select(Question).Chunk(MostAtOnce))
        {
            answers.AddRange(Await(stop => Task.WhenAll(some.Select(question => SendAsync(question, stop)))));
        }

        if (Detailed)
        {
            answers.ForEach(Write);
        }
        else
        {
            WriteObject(answers.TrueForAll(static answer => answer.Allowed));
        }
    }

    private IEnumerable<AccessQuestion> Questions()
    {
        if (ParameterSetName == PathSet)
        {
            return Verb.Select(verb => new AccessQuestion { Verb = Lower(verb), Path = NonResource });
        }

        return from resource in Resource from verb in Verb select Question(verb, resource);
    }

    private static AccessQuestion Question(AccessNeed need)
    {
        string[] resource = need.Right.Resource.Split('/', 2);
        return new AccessQuestion
        {
            Verb = need.Right.Verb,
            Group = need.Right.Group,
            Resource = resource[0],
            Subresource = resource.Length > 1 ? resource[1] : "",
            Namespace = need.Namespace,
            Name = need.Right.Name,
            Path = need.Right.Path,
        };
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
