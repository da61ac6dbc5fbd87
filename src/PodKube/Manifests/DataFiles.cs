using System.Text.RegularExpressions;

namespace PodKube.Manifests;

/// <summary>Reads the files that become the values of config maps and secrets.</summary>
internal static partial class DataFiles
{
    /// <summary>Adds files, byte by byte as they are: each under its name or under the key that is given, a folder as all files in it.</summary>
    /// <param name="target">Where the values go.</param>
    /// <param name="sources">Paths, or <c>key=path</c>.</param>
    /// <param name="resolve">Makes a file system path of PowerShell's.</param>
    /// <exception cref="IOException">A file is not there or cannot be read.</exception>
    public static void AddFiles(DataEntries target, IEnumerable<string> sources, Func<string, string> resolve)
    {
        foreach (string source in sources)
        {
            int equals = source.IndexOf('=', StringComparison.Ordinal);
            string path = resolve(source[(equals + 1)..]);
            if (equals < 0 && Directory.Exists(path))
            {
                AddFolder(target, path);
            }
            else
            {
                target.Add(equals < 0 ? Path.GetFileName(path) : source[..equals], File.ReadAllBytes(path));
            }
        }
    }

    /// <summary>Adds the lines <c>KEY=value</c> of files, as kubectl reads them: blank lines and comments are left out, quotes are not special.</summary>
    /// <exception cref="IOException">A file is not there or cannot be read.</exception>
    /// <exception cref="ArgumentException">A line is no <c>KEY=value</c>. The message never says a value.</exception>
    public static void AddEnvironment(DataEntries target, IEnumerable<string> files, Func<string, string> resolve)
    {
        foreach (string file in files)
        {
            int number = 0;
            foreach (string line in File.ReadLines(resolve(file)))
            {
                number++;
                string text = line.TrimStart();
                if (text.Length == 0 || text[0] == '#')
                {
                    continue;
                }

                int equals = text.IndexOf('=', StringComparison.Ordinal);
                if (equals <= 0 || !ValidKey().IsMatch(text[..equals]))
                {
                    throw new ArgumentException($"Line {number} of {file} is no KEY=value.");
                }

                target.Add(text[..equals], text[(equals + 1)..]);
            }
        }
    }

    // As kubectl: what cannot be a key (and what lies deeper) is not meant.
    private static void AddFolder(DataEntries target, string folder)
    {
        foreach (string file in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
        {
            string key = Path.GetFileName(file);
            if (ValidKey().IsMatch(key))
            {
                target.Add(key, File.ReadAllBytes(file));
            }
        }
    }

    [GeneratedRegex(@"^[-._a-zA-Z0-9]+\z")]
    private static partial Regex ValidKey();
}
