namespace PodKube.Sandbox.Access;

/// <summary>
/// What the authorizer decided. <see cref="Reason"/> is what an access review shows: which binding allowed it, or the
/// errors met while no rule was found.
/// </summary>
internal readonly record struct AccessDecision(bool Allowed, string Reason)
{
    public static AccessDecision NoOpinion { get; } = new(false, string.Empty);
}
