namespace PodKube.Client.Config;

/// <summary>PEM text that stands in a file or was given directly. Prints the file's path, never the text.</summary>
public sealed class PemSource
{
    private PemSource(string? path, string? text)
    {
        Path = path;
        Text = text;
    }

    /// <summary>The file; null when the text was given directly.</summary>
    public string? Path { get; }

    internal string? Text { get; }

    /// <summary>PEM in a file, read when it is needed and again when it changes.</summary>
    public static PemSource FromFile(string path) => new(path, null);

    /// <summary>PEM given directly.</summary>
    public static PemSource FromText(string pem) => new(null, pem);

    /// <summary>The path, or <c>(inline)</c>.</summary>
    public override string ToString() => Path ?? "(inline)";
}
