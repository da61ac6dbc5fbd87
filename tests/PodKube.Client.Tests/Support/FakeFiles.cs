using System.Text;
using PodKube.Client.Config;

namespace PodKube.Client.Tests.Support;

/// <summary>Files in memory; a null content stands for one that cannot be read.</summary>
internal sealed class FakeFiles : IFileSystem
{
    private readonly Dictionary<string, string?> _files = [];

    internal string? this[string path]
    {
        set => _files[path] = value;
    }

    internal int Reads { get; private set; }

    public bool FileExists(string path) => _files.ContainsKey(path);

    public bool DirectoryExists(string path) => _files.Keys.Any(f => f.StartsWith(path + "/", StringComparison.Ordinal));

    public byte[] ReadAllBytes(string path)
    {
        Reads++;
        return _files.TryGetValue(path, out string? text)
            ? Encoding.UTF8.GetBytes(text ?? throw new UnauthorizedAccessException($"Access to the path '{path}' is denied."))
            : throw new FileNotFoundException($"Could not find file '{path}'.");
    }

    internal void Remove(string path) => _files.Remove(path);
}
