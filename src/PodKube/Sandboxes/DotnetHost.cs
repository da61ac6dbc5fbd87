namespace PodKube.Sandboxes;

/// <summary>Finds the dotnet host that can run the sandbox; pwsh brings its own runtime, but none for ASP.NET Core.</summary>
internal static class DotnetHost
{
    private static readonly string s_file = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";

    /// <exception cref="SandboxException">There is none in the usual places.</exception>
    public static string Find()
    {
        string[] places = [.. Places().Distinct()];
        return places.Select(place => Path.Combine(place, s_file)).FirstOrDefault(File.Exists)
            ?? throw new SandboxException(
                "DotnetNotFound",
                $"The sandbox runs on the ASP.NET Core runtime 8.0 or newer, and no dotnet was found in {string.Join(", ", places)}.",
                "Install the ASP.NET Core runtime (https://dotnet.microsoft.com/download) or name its folder in DOTNET_ROOT.");
    }

    private static IEnumerable<string> Places()
    {
        string?[] named =
        [
            Environment.GetEnvironmentVariable("DOTNET_ROOT"),
            .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator),
        ];
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        string[] usual = OperatingSystem.IsWindows()
            ? [Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "dotnet")]
            : ["/usr/share/dotnet", "/usr/lib/dotnet", "/usr/local/share/dotnet", Path.Combine(home, ".dotnet")];
        return named.Where(static p => !string.IsNullOrEmpty(p)).Concat(usual)!;
    }
}
