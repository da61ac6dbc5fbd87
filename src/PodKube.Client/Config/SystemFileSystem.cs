namespace PodKube.Client.Config;

/// <summary>The real files.</summary>
public sealed class SystemFileSystem : IFileSystem
{
    /// <summary>The one instance.</summary>
    public static SystemFileSystem Instance { get; } = new();

    /// <inheritdoc/>
    public bool FileExists(string path) => File.Exists(path);

    /// <inheritdoc/>
    public bool DirectoryExists(string path) => Directory.Exists(path);

    /// <inheritdoc/>
    public byte[] ReadAllBytes(string path) => File.ReadAllBytes(path);
}
