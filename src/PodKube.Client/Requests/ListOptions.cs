using PodKube.Client.Resources;

namespace PodKube.Client.Requests;

/// <summary>What to list, and how.</summary>
public sealed record ListOptions
{
    /// <summary>The namespace; null lists over all namespaces (and is right for cluster-scoped kinds).</summary>
    public string? Namespace { get; init; }

    /// <summary>A label selector in the server's syntax.</summary>
    public string? LabelSelector { get; init; }

    /// <summary>A field selector in the server's syntax.</summary>
    public string? FieldSelector { get; init; }

    /// <summary>How many objects to ask for per page. The default is 500, as kubectl's; 0 asks for all at once.</summary>
    public int ChunkSize { get; init; } = 500;

    /// <summary>The most objects that are wanted, so that no page beyond them is asked for; null for all.</summary>
    public int? Most { get; init; }

    /// <summary>The resource version to list at; null asks for the newest state.</summary>
    public string? ResourceVersion { get; init; }

    /// <summary><c>Exact</c> or <c>NotOlderThan</c>; only together with <see cref="ResourceVersion"/>.</summary>
    public string? ResourceVersionMatch { get; init; }

    /// <summary>Called after each page, with what the server says about it. For progress.</summary>
    public Action<ListPageInfo>? OnPage { get; init; }
}
