using System.Collections.Concurrent;

namespace PodKube.Sandbox.Streams.Shell;

/// <summary>The pretend machine that commands run on: variables, files in memory, a clock. Nothing of the host.</summary>
internal sealed class ShellEnvironment
{
    public required IDictionary<string, string> Variables { get; init; }

    /// <summary>Contents by absolute path; folders exist where something is below them.</summary>
    public required ConcurrentDictionary<string, byte[]> Files { get; init; }

    public required TimeProvider Clock { get; init; }

    /// <summary>Whole command lines with a scripted answer.</summary>
    public IReadOnlyDictionary<string, ScriptedAnswer> Scripted { get; init; } = new Dictionary<string, ScriptedAnswer>();

    public string Hostname { get; init; } = "localhost";

    public string Directory { get; set; } = "/";

    /// <summary>The absolute form of a path, without dots.</summary>
    public string Resolve(string path)
    {
        List<string> parts = [];
        foreach (string part in (path.StartsWith('/') ? path : Directory + "/" + path).Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == "..")
            {
                if (parts.Count > 0)
                {
                    parts.RemoveAt(parts.Count - 1);
                }
            }
            else if (part != ".")
            {
                parts.Add(part);
            }
        }

        return "/" + string.Join('/', parts);
    }

    public bool IsDirectory(string path) => path == "/" || Files.Keys.Any(file => file.StartsWith(path + "/", StringComparison.Ordinal));

    /// <summary>The names directly below a folder.</summary>
    public IEnumerable<string> Entries(string path)
    {
        string prefix = path == "/" ? "/" : path + "/";
        return Files.Keys.Where(file => file.StartsWith(prefix, StringComparison.Ordinal) && file.Length > prefix.Length)
            .Select(file => file[prefix.Length..].Split('/')[0]).Where(name => name.Length > 0)
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
    }
}
