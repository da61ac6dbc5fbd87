namespace PodKube.Client.Access;

/// <summary>A rule that somebody has, and through what.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Subject">As what they have it.</param>
/// <param name="Binding">The binding that gives it.</param>
public sealed record PolicyGrant(RbacRule Rule, PolicySubject Subject, PolicyBinding Binding);
