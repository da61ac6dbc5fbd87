namespace PodKube.Client.Tests.Support;

/// <summary>A service account folder as the kubelet mounts it: the files are links into <c>..data</c>, which is itself a link.</summary>
internal sealed class MountedAccount : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("podkube-sa-");
    private int _generation;

    internal MountedAccount(string token, string authority)
    {
        Replace(token, authority);
        foreach (string file in (string[])["token", "ca.crt", "namespace"])
        {
            File.CreateSymbolicLink(Path.Combine(Folder, file), Path.Combine("..data", file));
        }
    }

    internal string Folder => _folder.FullName;

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>Writes a new generation beside the old one and turns the link over, as the kubelet does.</summary>
    internal void Replace(string token, string authority)
    {
        string generation = $"..2026_{++_generation}";
        string target = Directory.CreateDirectory(Path.Combine(Folder, generation)).FullName;
        File.WriteAllText(Path.Combine(target, "token"), token);
        File.WriteAllText(Path.Combine(target, "ca.crt"), authority);
        File.WriteAllText(Path.Combine(target, "namespace"), "team-a");
        // .NET cannot rename over a link to a folder, as the kubelet does; nobody reads between these two lines.
        string link = Path.Combine(Folder, "..data");
        if (Directory.Exists(link))
        {
            Directory.Delete(link);
        }

        Directory.CreateSymbolicLink(link, generation);
    }
}
