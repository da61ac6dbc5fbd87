using System.Management.Automation;
using PodKube.Client.Access;
using PodKube.Completion;
using PodKube.Rbac;

namespace PodKube.Commands;

/// <summary>Asks the server whether something may be done.</summary>
[Cmdlet(VerbsDiagnostic.Test, "KubeAccess", DefaultParameterSetName = QuestionSet)]
[OutputType(typeof(bool))]
[OutputType(typeof(KubeAccessAnswer))]
public sealed class TestKubeAccessCommand : SessionCmdlet
{
    private const string QuestionSet = "Question";
    private const string ScriptSet = "Script";
    private const int MostAtOnce = 16;

    private readonly Queue<(KubeTarget Target, Task<AccessAnswer> Answer)> _asked = [];

    /// <summary>A script block: it is rehearsed, and each of its calls is asked about. What it would change is sent as a dry run, or not at all.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ScriptSet)]
    public ScriptBlock? ScriptBlock { get; set; }

    /// <summary>The verbs: get, list, watch, create, update, patch, delete, deletecollection, or * for all.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = QuestionSet)]
    [Alias("Verbs")]
    [ArgumentCompleter(typeof(VerbCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Verb { get; set; } = [];

    /// <summary>The kinds by any name, with a subresource if need be: <c>pods</c>, <c>pods/log</c>, <c>deployments.apps/scale</c>.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true, ParameterSetName = QuestionSet)]
    [Alias("Resources")]
    [ArgumentCompleter(typeof(KindCompleter))]
    public string[]? Resource { get; set; }

    /// <summary>The objects' names. The default asks about all objects of the kind.</summary>
    [Parameter(Position = 2, ValueFromPipelineByPropertyName = true, ParameterSetName = QuestionSet)]
    [Alias("ResourceNames")]
    [ArgumentCompleter(typeof(NameCompleter))]
    public string[]? Name { get; set; }

    /// <summary>The API groups of the resources, as a rule has them: the resources are plural names then. The default takes the group that serves the kind.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = QuestionSet)]
    [Alias("ApiGroups", "Group")]
    public string[]? ApiGroup { get; set; }

    /// <summary>The subresource, for instance log.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = QuestionSet)]
    public string? Subresource { get; set; }

    /// <summary>The namespace; an empty one asks about the whole cluster. The default is the session's.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = QuestionSet)]
    [ArgumentCompleter(typeof(NamespaceCompleter))]
    public string? Namespace { get; set; }

    /// <summary>Ask about all namespaces.</summary>
    [Parameter(ParameterSetName = QuestionSet)]
    [Alias("A")]
    public SwitchParameter AllNamespaces { get; set; }

    /// <summary>Paths that are no resources, for instance <c>/healthz</c>.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = QuestionSet)]
    [Alias("NonResourceURLs")]
    public string[]? NonResource { get; set; }

    /// <summary>Emit the question with the answer, its reason included, instead of true or false.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    /// <summary>The user to ask for. The default is oneself; asking for others needs the right to create SubjectAccessReviews.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? As { get; set; }

    /// <summary>The groups of that user, besides those that the server gives to everyone who has signed in and to service accounts.</summary>
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

        foreach (string unknown in Verb.Where(static verb => !RbacVerbs.IsKnown(verb)))
        {
            WriteWarning($"No request has the verb '{unknown}': the answer says nothing about what the server will do.");
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
        : Client.Access.AskAsync(question, As is null ? new PolicyUser("", AsGroup) : PolicyUser.User(As, AsGroup), cancellationToken);

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
        RecordedScript run = RecordedScript.Run(this, ScriptBlock!, isRehearsal: true);
        if (run.Failure is not null)
        {
            WriteError(run.Failure);
            WriteWarning("The rehearsal did not come to its end, perhaps because nothing was really changed: what the script would have called after that is not known.");
        }

        List<AccessAnswer> answers = [];
        foreach (AccessQuestion[] some in run.Needs.Select(AccessQuestions.About).Chunk(MostAtOnce))
        {
            answers.AddRange(Await(stop => Task.WhenAll(some.Select(question => SendAsync(question, stop)))));
        }

        bool allowed = answers.TrueForAll(static answer => answer.Allowed);
        if (Detailed)
        {
            answers.ForEach(Write);
        }
        else if (run.Failure is null || !allowed)
        {
            // Of a script that is known in part, a no is certain and a yes is not.
            WriteObject(allowed);
        }
    }

    private IEnumerable<AccessQuestion> Questions()
    {
        string[] resources = Filled(Resource);
        string[] paths = Filled(NonResource);
        if (resources.Length + paths.Length == 0)
        {
            throw new ArgumentException("-Verb says what is to be done; -Resource or -NonResource must say with what.");
        }

        bool isPlaceGiven = AllNamespaces || MyInvocation.BoundParameters.ContainsKey(nameof(Namespace));
        AccessQuestions questions = new(ResolveOrTake)
        {
            Verbs = Verb,
            Groups = ApiGroup ?? [],
            Names = Filled(Name),
            Subresource = Subresource,
            Namespace = AllNamespaces ? null : isPlaceGiven ? Namespace : ActiveSession.Namespace,
            IsPlaceGiven = isPlaceGiven,
        };
        return questions.AboutPaths(paths).Concat(questions.AboutResources(resources));
    }

    private static string[] Filled(string[]? texts) => [.. (texts ?? []).Where(static text => !string.IsNullOrEmpty(text))];
}
