namespace PodKube.Sandbox.Access;

/// <summary>Whether a request is allowed, and why, in the words of the authorizer ("" where it says nothing).</summary>
internal sealed record AuthorizationDecision(bool Allowed, string Reason);
