namespace PodKube.Client.Yaml;

/// <summary>Reads YAML and JSON streams as the Kubernetes tools read them.</summary>
/// <remarks>
/// Scalars get their types by YAML 1.1 as in sigs.k8s.io/yaml (https://github.com/kubernetes-sigs/yaml): <c>yes</c>, <c>on</c> and <c>y</c> are booleans,
/// <c>0777</c> is octal, times are strings. Numbers have the text that Go's JSON gives them. Keys that are not strings become strings.
/// Unlike there, a key that stands twice in a mapping is refused, as the API server's strict validation refuses it.
/// </remarks>
public static class KubeYamlReader
{
    /// <summary>Reads every document that is not empty, one at a time: a failure in a later document comes after the earlier ones.</summary>
    /// <param name="text">One or more YAML documents, or one or more JSON values.</param>
    /// <returns>The documents in order. Those that are empty, null or hold comments alone are left out.</returns>
    /// <exception cref="KubeYamlException">The text is not YAML, a key stands twice, or a value has no place in JSON; thrown while enumerating.</exception>
    public static IEnumerable<YamlDocument> Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string content = text.StartsWith('\uFEFF') ? text[1..] : text;
        return JsonStream.TryRead(content, out List<YamlDocument>? documents) ? documents : ReadYaml(content);
    }

    /// <summary>Reads a file's bytes: UTF-8, or UTF-16 with a byte order mark.</summary>
    /// <inheritdoc cref="Read(string)" path="/returns"/>
    /// <inheritdoc cref="Read(string)" path="/exception"/>
    public static IEnumerable<YamlDocument> Read(ReadOnlySpan<byte> bytes) => Read(YamlText.Decode(bytes));

    private static IEnumerable<YamlDocument> ReadYaml(string text)
    {
        YamlText.Check(text);

        // kubectl reads line by line and ends each one, so that a block scalar at the end has its line feed.
        YamlDocumentSource source = new(text.EndsWith('\n') ? text : text + "\n");
        while (source.Next() is { } root)
        {
            if (root is YamlScalar scalar && ScalarResolver.Resolve(scalar).Kind == ScalarKind.Null)
            {
                continue;
            }

            yield return new YamlDocument(YamlToJson.Convert(root), root.Start.Line);
        }
    }
}
