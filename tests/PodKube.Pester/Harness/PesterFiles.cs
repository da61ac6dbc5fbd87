using System.IO.Enumeration;
using System.Reflection;

namespace PodKube.Pester.Harness;

/// <summary>The *.Tests.ps1 files of the test project's folder, dealt out to the test classes that xUnit runs at the same time.</summary>
public static class PesterFiles
{
    /// <summary>The files of one lane out of <paramref name="lanes"/>, relative to the folder. <c>PODKUBE_PESTER_FILES</c> narrows them (a wildcard, for working on one).</summary>
    public static IEnumerable<TheoryDataRow<string>> InLane(int lane, int lanes) =>
        All().Where((_, index) => index % lanes == lane).Select(file => new TheoryDataRow<string>(file));

    internal static string Folder => Metadata("PodKube.PesterFiles");

    internal static string Script => Metadata("PodKube.PesterScript");

    internal static string Manifest => Metadata("PodKube.Manifest");

    private static IEnumerable<string> All()
    {
        string wanted = Environment.GetEnvironmentVariable("PODKUBE_PESTER_FILES") is { Length: > 0 } pattern ? pattern : "*";
        return Directory
            .EnumerateFiles(Folder, "*.Tests.ps1", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Folder, path).Replace('\\', '/'))
            .Where(file => !file.StartsWith("bin/", StringComparison.Ordinal) && !file.StartsWith("obj/", StringComparison.Ordinal))
            .Where(file => FileSystemName.MatchesSimpleExpression(wanted, Path.GetFileName(file)))
            .Order(StringComparer.Ordinal);
    }

    private static string Metadata(string key) =>
        typeof(PesterFiles).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(attribute => attribute.Key == key).Value!;
}
