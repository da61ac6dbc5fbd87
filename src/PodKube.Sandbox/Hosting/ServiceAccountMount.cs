using System.Globalization;

namespace PodKube.Sandbox.Hosting;

/// <summary>
/// A folder laid out as the kubelet lays out a projected volume: the files are links into <c>..data</c>, which is a link to a
/// folder named after the time of writing, so that all files change at once.
/// </summary>
internal sealed class ServiceAccountMount : IDisposable
{
    private const string DataLink = "..data";
    private const string NewDataLink = "..data_tmp";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly TimeProvider _time;
    private string? _current;

    private ServiceAccountMount(string path, TimeProvider time)
    {
        Path = path;
        _time = time;
    }

    public string Path { get; }

    /// <summary>Makes an empty one inside a folder that only its owner may enter.</summary>
    public static ServiceAccountMount Create(string path, TimeProvider time)
    {
        CreateFolder(path);
        return new ServiceAccountMount(path, time);
    }

    /// <summary>Writes the files, all visible at the same moment.</summary>
    public void Write(IReadOnlyDictionary<string, string> files)
    {
        var folder = NewFolder();
        foreach (var (name, content) in files)
        {
            File.WriteAllText(System.IO.Path.Combine(folder, name), content);
        }

        if (!TryPoint(System.IO.Path.GetFileName(folder)))
        {
            CopyPlain(folder, files.Keys);
            return;
        }

        foreach (var name in files.Keys)
        {
            var link = System.IO.Path.Combine(Path, name);
            if (!File.Exists(link))
            {
                File.CreateSymbolicLink(link, System.IO.Path.Combine(DataLink, name));
            }
        }

        if (_current is not null)
        {
            Directory.Delete(_current, true);
        }

        _current = folder;
    }

    public void Dispose()
    {
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, true);
        }
    }

    private static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, OwnerOnly);
        }
    }

    private string NewFolder()
    {
        var now = _time.GetUtcNow().UtcDateTime;
        var name = now.ToString("'..'yyyy_MM_dd_HH_mm_ss.fffffff", CultureInfo.InvariantCulture);
        for (var attempt = 0; ; attempt++)
        {
            // The kubelet ends the name with random digits; a counter does for a clock that stands still.
            var folder = System.IO.Path.Combine(Path, attempt == 0 ? name : $"{name}{attempt}");
            if (!Directory.Exists(folder))
            {
                CreateFolder(folder);
                return folder;
            }
        }
    }

    private bool TryPoint(string target)
    {
        var link = System.IO.Path.Combine(Path, NewDataLink);
        try
        {
            File.CreateSymbolicLink(link, target);
        }
        catch (Exception refused) when (OperatingSystem.IsWindows() && refused is IOException or UnauthorizedAccessException)
        {
            // Windows lets only privileged users make links: there the files are plain ones.
            return false;
        }

        Replace(link, System.IO.Path.Combine(Path, DataLink));
        return true;
    }

    private static void Replace(string link, string target)
    {
        if (!OperatingSystem.IsWindows())
        {
            NativeMethods.Rename(link, target);
            return;
        }

        if (Directory.Exists(target))
        {
            Directory.Delete(target);
        }

        Directory.Move(link, target);
    }

    private void CopyPlain(string folder, IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            File.Move(System.IO.Path.Combine(folder, name), System.IO.Path.Combine(Path, name), true);
        }

        Directory.Delete(folder);
    }
}
