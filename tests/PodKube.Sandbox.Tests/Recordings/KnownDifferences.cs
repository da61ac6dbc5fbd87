using System.Text.Json.Nodes;

namespace PodKube.Sandbox.Tests.Recordings;

/// <summary>
/// Where the sandbox knowingly answers otherwise than the recorded cluster: what is taken out of the recorded answer before it is compared, with the
/// reason. Everything else of the answer counts. Keep it short.
/// </summary>
internal static class KnownDifferences
{
    public static IReadOnlyList<(string Scenario, string Step)> All { get; } = [("discovery", "get-apis")];

    /// <summary>The step as the sandbox is to answer it.</summary>
    public static RecordedStep Apply(string scenario, RecordedStep step) => (scenario, step.Id) switch
    {
        // The recorded cluster also ran the metrics server; the sandbox has no extension server unless one is registered.
        ("discovery", "get-apis") => step.Without(body => Remove(body["groups"]!.AsArray(), "metrics.k8s.io")),
        _ => step,
    };

    private static void Remove(JsonArray groups, string name) => groups.Remove(groups.Single(group => (string)group!["name"]! == name));
}
