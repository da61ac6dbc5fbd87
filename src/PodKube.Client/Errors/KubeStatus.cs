namespace PodKube.Client.Errors;

/// <summary>The API server's Status object: how it says that something failed, or succeeded without an object to show.</summary>
/// <remarks>https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/status/</remarks>
public sealed record KubeStatus
{
    /// <summary><c>Success</c> or <c>Failure</c>.</summary>
    public string Status { get; init; } = "Failure";

    /// <summary>The HTTP status code.</summary>
    public int Code { get; init; }

    /// <summary>The machine-readable reason; derived from the code when the server names none.</summary>
    public string Reason { get; init; } = ErrorReason.Unknown;

    /// <summary>The server's own words.</summary>
    public string Message { get; init; } = "";

    /// <summary>The object's name as the server understood it.</summary>
    public string? Name { get; init; }

    /// <summary>The object's API group as the server understood it.</summary>
    public string? Group { get; init; }

    /// <summary>The resource (or, for validation, the kind) as the server understood it.</summary>
    public string? Kind { get; init; }

    /// <summary>The uid of the object, where the server tells.</summary>
    public string? Uid { get; init; }

    /// <summary>The single causes; empty when there are none.</summary>
    public IReadOnlyList<StatusCause> Causes { get; init; } = [];

    /// <summary>How long the server asks to wait; null when it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The fresh continue token that comes with an expired list (<c>metadata.continue</c>); null otherwise.</summary>
    public string? Continue { get; init; }

    /// <summary>The answer's body as it came, at most 64 KiB of it.</summary>
    public string Body { get; init; } = "";

    /// <summary>Whether the answer was a Status object (true) or plain text (false).</summary>
    public bool IsFromServer { get; init; }
}
