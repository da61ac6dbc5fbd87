using YamlDotNet.Core;

namespace PodKube.Client.Yaml;

/// <summary>Makes the fields of a mapping: keys become strings, merge keys (<c>&lt;&lt;</c>) are resolved, duplicates refused.</summary>
/// <remarks>
/// As in sigs.k8s.io/yaml the entries count in the order of the text: a later explicit key replaces a merged one, and a later merge key
/// replaces an earlier explicit one. In a sequence of merged mappings the first wins.
/// </remarks>
internal sealed class YamlMerge
{
    private readonly AliasBudget _budget;
    private readonly List<YamlField> _fields = [];
    private readonly Dictionary<string, int> _index = new(StringComparer.Ordinal);

    private YamlMerge(AliasBudget budget) => _budget = budget;

    /// <summary>The fields of a mapping in the order in which their keys first stand in the text.</summary>
    /// <exception cref="KubeYamlException">A key stands there twice or cannot be one.</exception>
    public static IReadOnlyList<YamlField> Resolve(YamlMapping mapping, AliasBudget budget)
    {
        YamlMerge merge = new(budget);
        merge.Add(mapping, fromAlias: false, depth: 0);
        return merge._fields;
    }

    private void Add(YamlMapping mapping, bool fromAlias, int depth)
    {
        if (depth > YamlComposer.MaxDepth)
        {
            throw Failure(mapping.Start, $"merge keys are nested more than {YamlComposer.MaxDepth} levels deep");
        }

        HashSet<string> own = new(StringComparer.Ordinal);
        foreach ((YamlNode key, YamlNode value) in mapping.Entries)
        {
            if (fromAlias)
            {
                _budget.Charge(key.Start, 0);
            }

            if (IsMergeKey(key))
            {
                AddMerged(value, fromAlias, depth + 1);
                continue;
            }

            string name = YamlKey.ToName(key);
            if (!own.Add(name))
            {
                throw Failure(key.Start, $"the key '{name}' is already set in this mapping");
            }

            Set(new YamlField(name, value, fromAlias));
        }
    }

    private void AddMerged(YamlNode value, bool fromAlias, int depth)
    {
        bool aliased = fromAlias || value is YamlAlias;
        switch (value is YamlAlias alias ? alias.Target : value)
        {
            case YamlMapping mapping:
                Add(mapping, aliased, depth);
                return;
            case YamlSequence sequence when value is not YamlAlias:
                AddEach(sequence, aliased, depth);
                return;
            default:
                throw WantsMappings(value);
        }
    }

    private void AddEach(YamlSequence sequence, bool fromAlias, int depth)
    {
        for (int i = sequence.Items.Count - 1; i >= 0; i--)
        {
            YamlNode item = sequence.Items[i];
            YamlNode target = item is YamlAlias alias ? alias.Target : item;
            Add(target as YamlMapping ?? throw WantsMappings(item), fromAlias || item is YamlAlias, depth);
        }
    }

    private void Set(YamlField field)
    {
        if (_index.TryGetValue(field.Name, out int place))
        {
            _fields[place] = field;
            return;
        }

        _index.Add(field.Name, _fields.Count);
        _fields.Add(field);
    }

    private static bool IsMergeKey(YamlNode key) =>
        key is YamlScalar { Text: "<<" } scalar && ((scalar.IsPlain && scalar.Tag.Length == 0) || scalar.Tag is "tag:yaml.org,2002:merge");

    private static KubeYamlException WantsMappings(YamlNode value) =>
        Failure(value.Start, "a merge key takes a mapping or a list of mappings");

    private static KubeYamlException Failure(Mark place, string problem) => new(problem, place.Line, place.Column);
}
