using System.Text.Json.Nodes;

namespace PodKube.Sandbox.Tests.Recordings;

/// <summary>One recorded scenario: requests that a real kube-apiserver got, and its answers.</summary>
internal sealed record Recording(string Scenario, IReadOnlyList<RecordedStep> Steps)
{
    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Recordings", "data");

    public static IEnumerable<string> Names => Directory.EnumerateFiles(Folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal);

    public static Recording Load(string name)
    {
        var json = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, name + ".json")))!;
        return new Recording(name, [.. json["steps"]!.AsArray().Select(step => new RecordedStep(step!.AsObject()))]);
    }
}
