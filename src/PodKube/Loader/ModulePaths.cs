namespace PodKube.Loader;

/// <summary>Where the parts of the staged module are.</summary>
internal static class ModulePaths
{
    /// <summary>The folder that holds PodKube.dll.</summary>
    public static string Root { get; } = Path.GetDirectoryName(typeof(ModulePaths).Assembly.Location)!;

    /// <summary>The sandbox's assembly, run by <c>Start-KubeSandbox</c>.</summary>
    public static string Sandbox => Path.Combine(Root, "sandbox", "PodKube.Sandbox.dll");
}
