using System.Text.Json.Nodes;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Server.Selection;

/// <summary>A field selector of a list: field=value terms, all of which must hold.</summary>
internal sealed class FieldSelector
{
    private readonly List<Term> _terms;

    private FieldSelector(List<Term> terms)
    {
        _terms = terms;
    }

    public static FieldSelector Everything { get; } = new([]);

    public bool IsEmpty => _terms.Count == 0;

    /// <summary>The name that a term metadata.name= asks for; null where there is none.</summary>
    public string? Name => _terms.Find(term => term.Field == "metadata.name" && !term.Negated)?.Value;

    /// <exception cref="ApiStatusException">400: not a selector, or a field that the kind does not offer.</exception>
    public static FieldSelector Parse(ResourceKind kind, string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return Everything;
        }

        var terms = new List<Term>();
        foreach (var part in SplitTerms(text))
        {
            if (part.Length > 0)
            {
                terms.Add(ParseTerm(kind, part, text));
            }
        }

        return new FieldSelector(terms);
    }

    public bool Matches(StoredObject stored)
    {
        foreach (var term in _terms)
        {
            if (term.Read(stored) == term.Value == term.Negated)
            {
                return false;
            }
        }

        return true;
    }

    private static Term ParseTerm(ResourceKind kind, string part, string whole)
    {
        var equals = part.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0)
        {
            throw ApiErrors.BadRequest($"invalid selector: '{whole}'; can't understand '{part}'");
        }

        var negated = equals > 0 && part[equals - 1] == '!';
        var field = part[..(negated ? equals - 1 : equals)];
        var value = part[(equals + 1)..];
        if (!negated && value.StartsWith('='))
        {
            value = value[1..];
        }

        return new Term(field, Unescape(value), negated, Reader(kind, field));
    }

    private static Func<StoredObject, string> Reader(ResourceKind kind, string field) => field switch
    {
        "metadata.name" => stored => stored.Key.Name,
        "metadata.namespace" when kind.Namespaced || !kind.IsCustom => stored => stored.Key.Namespace,
        _ when kind.Strategy.SelectableFields.TryGetValue(field, out var read) => stored => read(stored.Value),
        _ => throw ApiErrors.BadRequest("field label not supported: " + field),
    };

    /// <summary>Splits at commas that no backslash escapes.</summary>
    private static List<string> SplitTerms(string text)
    {
        var parts = new List<string>();
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == ',')
            {
                parts.Add(text[start..i]);
                start = i + 1;
            }
        }

        parts.Add(text[start..]);
        return parts;
    }

    private static string Unescape(string value) => value.Contains('\\', StringComparison.Ordinal)
        ? value.Replace("\\,", ",", StringComparison.Ordinal).Replace("\\=", "=", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal)
        : value;

    private sealed record Term(string Field, string Value, bool Negated, Func<StoredObject, string> Read);
}
