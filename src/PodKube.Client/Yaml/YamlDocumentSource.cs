namespace PodKube.Client.Yaml;

/// <summary>Hands out the documents of a YAML text one by one, the text's layout eased where the parser wants it stricter than the Kubernetes tools do.</summary>
internal sealed class YamlDocumentSource(string text)
{
    // Each easing starts the parser again: a bound for what all of them may read.
    private const long MaxCharacters = 64 * 1024 * 1024;

    private string _text = text;
    private YamlComposer _composer = new(text);
    private int _read;
    private long _characters;

    /// <summary>Reads the next document.</summary>
    /// <returns>Its root node, or null at the end of the text.</returns>
    /// <exception cref="KubeYamlException">The text is not YAML.</exception>
    public YamlNode? Next()
    {
        while (true)
        {
            try
            {
                YamlNode? root = _composer.ReadDocument();
                _read++;
                return root;
            }
            catch (KubeYamlException exception)
                when (_characters < MaxCharacters && LayoutEasing.TryEase(_text, exception, out string eased))
            {
                _characters += eased.Length;
                _text = eased;
                _composer = new YamlComposer(eased);
                for (int i = 0; i < _read; i++)
                {
                    _composer.ReadDocument();
                }
            }
        }
    }
}
