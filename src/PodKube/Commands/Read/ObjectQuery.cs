using PodKube.Client.Requests;
using PodKube.Client.Resources;

namespace PodKube.Commands;

/// <summary>Which objects of one kind are meant.</summary>
internal sealed record ObjectQuery
{
    public required ApiResource Resource { get; init; }

    /// <summary>The namespace; null for cluster-scoped kinds and for all namespaces.</summary>
    public string? Namespace { get; init; }

    public required NameFilter Names { get; init; }

    public string? LabelSelector { get; init; }

    public string? FieldSelector { get; init; }

    public int ChunkSize { get; init; } = 500;

    /// <summary>The most objects that are wanted; null for all.</summary>
    public int? Most { get; init; }

    /// <summary>What the objects must be owned by; null for no matter.</summary>
    public string? OwnerUid { get; init; }

    /// <summary>Whether single objects can be read by their names instead of listing.</summary>
    public bool IsByName => Names.Exact.Count > 0 && !Names.HasPatterns && LabelSelector is null && FieldSelector is null
        && OwnerUid is null && (Namespace is not null || !Resource.Namespaced);

    /// <summary>Whether every object that the server sends is wanted, so that it need not send more than are.</summary>
    private bool IsWhole => OwnerUid is null && (Names.IsEmpty || Names is { Exact: [_], HasPatterns: false });

    public ListOptions ToListOptions(Action<ListPageInfo>? onPage = null) => new()
    {
        Namespace = Namespace,
        LabelSelector = LabelSelector,
        FieldSelector = FieldSelector ?? (Names is { Exact: [string only], HasPatterns: false } ? "metadata.name=" + only : null),
        ChunkSize = IsWhole && Most is { } most && (ChunkSize == 0 || most < ChunkSize) ? most : ChunkSize,
        Most = IsWhole ? Most : null,
        OnPage = onPage,
    };
}
