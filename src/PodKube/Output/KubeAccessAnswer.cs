using PodKube.Client.Access;

namespace PodKube;

/// <summary>A question about access with the server's answer.</summary>
public sealed class KubeAccessAnswer
{
    private KubeAccessAnswer(AccessAnswer answer)
    {
        AccessQuestion question = answer.Question;
        Allowed = answer.Allowed;
        Denied = answer.Denied;
        Verb = question.Verb;
        Group = question.Group;
        Resource = question.Path is null ? question.Resource : "";
        Subresource = question.Subresource;
        Name = question.Name;
        Namespace = question.Namespace;
        NonResource = question.Path;
        Reason = answer.Reason;
        EvaluationError = answer.EvaluationError;
    }

    /// <summary>Whether it may be done.</summary>
    public bool Allowed { get; }

    /// <summary>Whether something explicitly forbids it; not allowed and not denied means that nothing allows it.</summary>
    public bool Denied { get; }

    /// <summary>The verb.</summary>
    public string Verb { get; }

    /// <summary>The API group; empty for the core group.</summary>
    public string Group { get; }

    /// <summary>The resource in plural; empty for a path.</summary>
    public string Resource { get; }

    /// <summary>The subresource; empty for none.</summary>
    public string Subresource { get; }

    /// <summary>The object's name; null for all.</summary>
    public string? Name { get; }

    /// <summary>The namespace; null for the whole cluster.</summary>
    public string? Namespace { get; }

    /// <summary>The path; null for resources.</summary>
    public string? NonResource { get; }

    /// <summary>Why, in the server's words; RBAC names the binding that allows it.</summary>
    public string Reason { get; }

    /// <summary>What went wrong while the server decided; empty when nothing did.</summary>
    public string EvaluationError { get; }

    /// <summary>What was asked about: <c>pods/log</c>, <c>deployments.apps</c>, <c>/healthz</c>.</summary>
    public string About => NonResource ?? Resource + (Group.Length > 0 ? "." + Group : "") + (Subresource.Length > 0 ? "/" + Subresource : "");

    /// <summary>Question and answer in words.</summary>
    public override string ToString() => $"{(Allowed ? "may" : "may not")} {Verb} {About}" + (Name is null ? "" : " " + Name);

    internal static KubeAccessAnswer From(AccessAnswer answer) => new(answer);
}
