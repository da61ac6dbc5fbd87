namespace PodKube.Client.Yaml;

/// <summary>Turns the key of a mapping into the name of a JSON field, as sigs.k8s.io/yaml does.</summary>
internal static class YamlKey
{
    /// <summary>The name that a key becomes.</summary>
    /// <exception cref="KubeYamlException">The key is null, a list, a mapping or a number beyond 64 bits with sign.</exception>
    public static string ToName(YamlNode key)
    {
        YamlNode node = key is YamlAlias alias ? alias.Target : key;
        if (node is not YamlScalar scalar)
        {
            throw Failure(key, "a list or mapping cannot be a key");
        }

        ResolvedScalar resolved = ScalarResolver.Resolve(scalar);
        return resolved.Kind switch
        {
            ScalarKind.Null => throw Failure(key, "null cannot be a key"),
            ScalarKind.True => "true",
            ScalarKind.False => "false",
            ScalarKind.Integer when !long.TryParse(resolved.Text, out _) => throw Failure(
                key,
                $"the number {resolved.Text} is too large for a key"
            ),
            ScalarKind.Float => GoNumber.FormatKey(resolved.Number),
            _ => resolved.Text,
        };
    }

    private static KubeYamlException Failure(YamlNode key, string problem) =>
        new(problem, key.Start.Line, key.Start.Column, "Quote the key to make it a string.");
}
