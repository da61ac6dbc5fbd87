using System.Management.Automation;

namespace PodKube.Commands;

/// <summary>The names that a cmdlet was given: exact ones, which must exist, and wildcards, which may match nothing.</summary>
internal sealed class NameFilter
{
    private readonly WildcardPattern[] _patterns;

    public NameFilter(IEnumerable<string> names)
    {
        string[] all = [.. names.Where(static n => n.Length > 0)];
        Exact = [.. all.Where(static n => !WildcardPattern.ContainsWildcardCharacters(n)).Distinct(StringComparer.Ordinal)];
        _patterns = [.. all.Where(WildcardPattern.ContainsWildcardCharacters).Select(static n => WildcardPattern.Get(n, WildcardOptions.IgnoreCase))];
    }

    public IReadOnlyList<string> Exact { get; }

    public bool HasPatterns => _patterns.Length > 0;

    public bool IsEmpty => Exact.Count == 0 && !HasPatterns;

    public bool Matches(string name) => Exact.Contains(name) || _patterns.Any(p => p.IsMatch(name));
}
