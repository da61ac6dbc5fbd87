namespace PodKube.Client.Access;

/// <summary>The rules that hold for oneself in a namespace (SelfSubjectRulesReview).</summary>
/// <param name="Rules">The rules, those on paths among them.</param>
/// <param name="IsIncomplete">Whether there may be further rights: not every authorizer can list what it allows.</param>
/// <param name="EvaluationError">What went wrong while the server looked; empty when nothing did.</param>
public sealed record OwnRules(IReadOnlyList<RbacRule> Rules, bool IsIncomplete, string EvaluationError);
