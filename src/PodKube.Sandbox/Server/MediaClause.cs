using System.Globalization;

namespace PodKube.Sandbox.Server;

/// <summary>One media type of an Accept or Content-Type header, with its parameters.</summary>
internal sealed record MediaClause(string Type, IReadOnlyDictionary<string, string> Parameters)
{
    public double Quality => Parameters.TryGetValue("q", out var text)
        && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var quality) ? quality : 1;

    public static MediaClause Parse(string text)
    {
        var parts = text.Split(';', StringSplitOptions.TrimEntries);
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in parts.AsSpan(1))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
            {
                parameters[part[..equals].Trim()] = part[(equals + 1)..].Trim();
            }
        }

        return new MediaClause(parts[0].ToLowerInvariant(), parameters);
    }
}
