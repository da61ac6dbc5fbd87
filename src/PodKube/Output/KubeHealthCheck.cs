namespace PodKube;

/// <summary>One of the checks behind a health endpoint of the API server.</summary>
public sealed class KubeHealthCheck
{
    internal KubeHealthCheck(string endpoint, string name, bool isHealthy, string message)
    {
        Endpoint = endpoint;
        Name = name;
        IsHealthy = isHealthy;
        Message = message;
    }

    /// <summary>The endpoint: readyz, livez or healthz.</summary>
    public string Endpoint { get; }

    /// <summary>The check, for instance <c>etcd</c>.</summary>
    public string Name { get; }

    /// <summary>Whether it passed, or was left out.</summary>
    public bool IsHealthy { get; }

    /// <summary>What the server says of it.</summary>
    public string Message { get; }

    /// <summary>Endpoint, check and message: <c>readyz/etcd ok</c>.</summary>
    public override string ToString() => $"{Endpoint}/{Name} {Message}";
}
