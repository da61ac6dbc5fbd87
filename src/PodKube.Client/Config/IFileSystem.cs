namespace PodKube.Client.Config;

/// <summary>The files that configuration and credentials are read from.</summary>
public interface IFileSystem
{
    /// <summary>Whether a file is there.</summary>
    bool FileExists(string path);

    /// <summary>Whether a folder is there.</summary>
    bool DirectoryExists(string path);

    /// <summary>The whole file.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be read.</exception>
    byte[] ReadAllBytes(string path);
}
