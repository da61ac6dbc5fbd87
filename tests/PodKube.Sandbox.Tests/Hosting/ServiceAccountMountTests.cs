using PodKube.Sandbox.Hosting;

namespace PodKube.Sandbox.Tests.Hosting;

public sealed class ServiceAccountMountTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("podkube-test-");
    private readonly ManualTime _time = new();

    public void Dispose() => _folder.Delete(true);

    [Fact]
    public void Files_are_links_through_data_and_change_together()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a privilege on Windows");
        using var mount = ServiceAccountMount.Create(Path.Combine(_folder.FullName, "sa"), _time);
        mount.Write(new Dictionary<string, string> { ["token"] = "one", ["namespace"] = "team-a" });
        var first = new FileInfo(Path.Combine(mount.Path, "..data")).LinkTarget;

        _time.Advance(TimeSpan.FromHours(1));
        mount.Write(new Dictionary<string, string> { ["token"] = "two", ["namespace"] = "team-b" });

        Assert.Equal("two", File.ReadAllText(Path.Combine(mount.Path, "token")));
        Assert.Equal("team-b", File.ReadAllText(Path.Combine(mount.Path, "namespace")));
        Assert.Equal(Path.Combine("..data", "token"), new FileInfo(Path.Combine(mount.Path, "token")).LinkTarget);
        Assert.StartsWith("..2026_11_21_18_00_00.", first, StringComparison.Ordinal);
        Assert.NotEqual(first, new FileInfo(Path.Combine(mount.Path, "..data")).LinkTarget);
        Assert.False(Directory.Exists(Path.Combine(mount.Path, first!)));
    }

    [Fact]
    public void Writing_twice_in_one_moment_works()
    {
        using var mount = ServiceAccountMount.Create(Path.Combine(_folder.FullName, "sa"), _time);
        mount.Write(new Dictionary<string, string> { ["token"] = "one" });
        mount.Write(new Dictionary<string, string> { ["token"] = "two" });

        Assert.Equal("two", File.ReadAllText(Path.Combine(mount.Path, "token")));
    }

    [Fact]
    public void Only_the_owner_may_enter()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes");
        using var mount = ServiceAccountMount.Create(Path.Combine(_folder.FullName, "sa"), _time);

        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(mount.Path));
    }
}
