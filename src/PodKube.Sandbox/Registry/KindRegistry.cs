namespace PodKube.Sandbox.Registry;

/// <summary>The kinds that are served now. Safe for concurrent use; each change makes a new table.</summary>
internal sealed class KindRegistry
{
    private readonly object _lock = new();
    private volatile Table _table;

    public KindRegistry(IEnumerable<ResourceKind> kinds)
    {
        _table = new Table([.. kinds], 1);
    }

    /// <summary>Raised after a kind came or went.</summary>
    public event Action? Changed;

    /// <summary>Every kind, groups and versions in the order of discovery.</summary>
    public IReadOnlyList<ResourceKind> All => _table.Kinds;

    /// <summary>Grows with every change.</summary>
    public long Generation => _table.Generation;

    /// <summary>The built-in kinds with their strategies.</summary>
    public static KindRegistry CreateBuiltIn() => new(KindTable.Read(BuiltInStrategies.Find));

    public ResourceKind? Find(string group, string version, string plural) =>
        _table.ByPlural.GetValueOrDefault((group, version, plural));

    public ResourceKind? FindByKind(string apiVersion, string kind) => _table.ByKind.GetValueOrDefault((apiVersion, kind));

    /// <summary>The kind of a store key such as "deployments.apps", in its preferred version.</summary>
    public ResourceKind? FindResource(string resource) => _table.ByResource.GetValueOrDefault(resource);

    /// <exception cref="InvalidOperationException">There is no such kind.</exception>
    public ResourceKind Require(string resource) =>
        FindResource(resource) ?? throw new InvalidOperationException($"No kind is registered for {resource}.");

    /// <summary>Adds kinds, or replaces those of the same group, version and plural.</summary>
    public void Add(params IReadOnlyList<ResourceKind> kinds)
    {
        lock (_lock)
        {
            var replaced = kinds.Select(kind => (kind.Group, kind.Version, kind.Plural)).ToHashSet();
            var rest = _table.Kinds.Where(kind => !replaced.Contains((kind.Group, kind.Version, kind.Plural)));
            _table = new Table([.. rest, .. kinds], _table.Generation + 1);
        }

        Changed?.Invoke();
    }

    /// <summary>Removes a resource in all its versions.</summary>
    public void Remove(string resource)
    {
        lock (_lock)
        {
            _table = new Table([.. _table.Kinds.Where(kind => kind.Resource != resource)], _table.Generation + 1);
        }

        Changed?.Invoke();
    }

    private sealed class Table
    {
        public Table(List<ResourceKind> kinds, long generation)
        {
            Kinds = kinds;
            Generation = generation;
            foreach (var kind in kinds)
            {
                ByPlural[(kind.Group, kind.Version, kind.Plural)] = kind;
                ByKind[(kind.ApiVersion, kind.Kind)] = kind;
                ByResource.TryAdd(kind.Resource, kind);
            }
        }

        public IReadOnlyList<ResourceKind> Kinds { get; }

        public long Generation { get; }

        public Dictionary<(string Group, string Version, string Plural), ResourceKind> ByPlural { get; } = [];

        public Dictionary<(string ApiVersion, string Kind), ResourceKind> ByKind { get; } = [];

        public Dictionary<string, ResourceKind> ByResource { get; } = new(StringComparer.Ordinal);
    }
}
