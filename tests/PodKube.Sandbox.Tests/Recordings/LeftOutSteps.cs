namespace PodKube.Sandbox.Tests.Recordings;

/// <summary>The recorded steps that the sandbox knowingly answers otherwise, each with the reason. Keep it short.</summary>
internal static class LeftOutSteps
{
    public static IReadOnlyDictionary<(string Scenario, string Step), string> All { get; } = new Dictionary<(string, string), string>
    {
        [("discovery", "get-apis")] = "The recorded cluster also ran an extension server for metrics.k8s.io; the sandbox has none unless one is registered.",
    };
}
