namespace PodKube.Client.Yaml;

/// <summary>Hands out the documents of a YAML text one by one, the text's layout eased where the parser wants it stricter than the Kubernetes tools do.</summary>
internal sealed class YamlDocumentSource(string text)
{
    // Each one starts the parser again.
    private const int MaxEasings = 1000;

    private string _text = text;
    private YamlComposer _composer = new(text);
    private int _read;
    private int _easings;

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
            catch (KubeYamlException exception) when (_easings < MaxEasings && LayoutEasing.TryEase(_text, exception, out string eased))
            {
                _easings++;
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
