using System.Collections.Immutable;

namespace PodKube.Sandbox.Access.ServiceAccounts;

/// <summary>What a service account token is to say.</summary>
internal sealed record TokenSpecification(string Namespace, string Name, string Uid)
{
    /// <summary>For whom the token is; empty means the API server itself.</summary>
    public ImmutableArray<string> Audiences { get; init; } = [];

    public required TimeSpan Lifetime { get; init; }

    /// <summary>The pod or secret whose end ends the token too.</summary>
    public BoundObject? BoundTo { get; init; }

    /// <summary>The node that the pod runs on; information only, the token outlives it.</summary>
    public BoundObject? Node { get; init; }
}
