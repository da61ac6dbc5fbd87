using PodKube.Sandbox.Registry.Conversions;

namespace PodKube.Sandbox.Registry;

/// <summary>Reads the built-in kinds from the embedded table kinds.txt.</summary>
internal static class KindTable
{
    private static readonly string[] s_subresourceVerbs = ["get", "patch", "update"];

    public static List<ResourceKind> Read(Func<string, string, KindStrategy> strategyOf)
    {
        using var stream = typeof(KindTable).Assembly.GetManifestResourceStream("kinds.txt")
            ?? throw new InvalidOperationException("The kind table is not embedded.");
        using var reader = new StreamReader(stream);
        return Read(reader, strategyOf);
    }

    private static List<ResourceKind> Read(StreamReader reader, Func<string, string, KindStrategy> strategyOf)
    {
        var kinds = new List<ResourceKind>();
        var subresources = new List<Subresource>();
        string group = "", version = "";
        while (reader.ReadLine() is { } line)
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0 || words[0].StartsWith('#'))
            {
                continue;
            }

            if (words[0] == "group")
            {
                group = words[1] == "-" ? "" : words[1];
                version = words[2];
            }
            else if (words[0].StartsWith('/'))
            {
                subresources.Add(ReadSubresource(words, kinds[^1].Kind));
            }
            else
            {
                subresources = [];
                kinds.Add(ReadKind(words, group, version, subresources, strategyOf(group, words[1])));
            }
        }

        return kinds;
    }

    private static ResourceKind ReadKind(string[] words, string group, string version, List<Subresource> subresources, KindStrategy strategy) => new()
    {
        Group = group,
        Version = version,
        Plural = words[0],
        Kind = words[1],
        Singular = Option(words, "singular") ?? words[1].ToLowerInvariant(),
        ListKind = words[1] + "List",
        Namespaced = words[2] == "ns",
        ShortNames = Names(Option(words, "short")),
        Categories = Names(Option(words, "cat")),
        Verbs = Option(words, "verbs") is { } verbs ? Names(verbs) : ResourceKind.StandardVerbs,
        Subresources = subresources,
        NameRule = Option(words, "names") switch
        {
            "label" => NameRule.Label,
            "label1035" => NameRule.Label1035,
            "path" => NameRule.PathSegment,
            _ => NameRule.Subdomain,
        },
        HasGeneration = words.Contains("gen"),
        ReturnsDeletedObject = words.Contains("delobj"),
        AllowsCreateOnUpdate = words.Contains("putcreates"),
        OrphansByDefault = words.Contains("orphan"),
        Deprecation = Option(words, "deprecated") is { } since ? Deprecation(words, group, version, since) : null,
        Conversion = BuiltInConversions.Find(group, version, words[1]),
        Strategy = strategy,
    };

    private static string Deprecation(string[] words, string group, string version, string since)
    {
        var replacement = Option(words, "instead") is { } instead ? "; use " + instead.Replace(',', ' ') : "";
        return $"{(group.Length == 0 ? version : group + "/" + version)} {words[1]} is deprecated in v{since}+{replacement}";
    }

    private static Subresource ReadSubresource(string[] words, string parentKind) => new(
        words[0][1..],
        Option(words, "kind") ?? parentKind,
        Option(words, "group"),
        Option(words, "version"),
        Option(words, "verbs") is { } verbs ? Names(verbs) : s_subresourceVerbs);

    private static string[] Names(string? list) => list?.Split(',') ?? [];

    private static string? Option(string[] words, string name)
    {
        foreach (var word in words)
        {
            if (word.StartsWith(name + "=", StringComparison.Ordinal))
            {
                return word[(name.Length + 1)..];
            }
        }

        return null;
    }
}
