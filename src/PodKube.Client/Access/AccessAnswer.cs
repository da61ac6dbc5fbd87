namespace PodKube.Client.Access;

/// <summary>The server's answer to an <see cref="AccessQuestion"/>.</summary>
/// <param name="Question">What was asked.</param>
/// <param name="Allowed">Whether it may be done.</param>
/// <param name="Denied">Whether an authorizer explicitly said no; not allowed and not denied means that none said yes.</param>
/// <param name="Reason">Why, in the server's words; empty when it does not say.</param>
/// <param name="EvaluationError">What went wrong while deciding; empty when nothing did. The answer may still be right.</param>
public sealed record AccessAnswer(AccessQuestion Question, bool Allowed, bool Denied, string Reason, string EvaluationError);
