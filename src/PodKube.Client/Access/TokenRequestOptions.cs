namespace PodKube.Client.Access;

/// <summary>What a new service account token shall be like.</summary>
/// <remarks>https://kubernetes.io/docs/reference/kubernetes-api/authentication-resources/token-request-v1/</remarks>
public sealed record TokenRequestOptions
{
    /// <summary>Whom the token is for; empty for the API server itself.</summary>
    public IReadOnlyList<string> Audiences { get; init; } = [];

    /// <summary>How long it shall hold, at least ten minutes; null for the server's default of an hour. The server may give it another time.</summary>
    public TimeSpan? Lifetime { get; init; }

    /// <summary>The kind of the object that the token ends with: Pod, Secret or Node; null for none.</summary>
    public string? BoundKind { get; init; }

    /// <summary>The name of that object.</summary>
    public string? BoundName { get; init; }

    /// <summary>The uid of that object, so that a new one of the same name is not meant; null for whatever is there.</summary>
    public string? BoundUid { get; init; }
}
