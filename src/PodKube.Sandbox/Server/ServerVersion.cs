using System.Text.Json.Nodes;

namespace PodKube.Sandbox.Server;

/// <summary>The Kubernetes version that the sandbox stands in for.</summary>
internal static class ServerVersion
{
    public const string GitVersion = "v1.36.2";

    public static JsonObject ToJson() => new()
    {
        ["major"] = "1",
        ["minor"] = "36",
        ["emulationMajor"] = "1",
        ["emulationMinor"] = "36",
        ["minCompatibilityMajor"] = "1",
        ["minCompatibilityMinor"] = "35",
        ["gitVersion"] = GitVersion,
        ["gitCommit"] = "98b35193b2ac7a23a673325f5e9b830ecd5ba406",
        ["gitTreeState"] = "clean",
        ["buildDate"] = "2026-11-21T18:11:04Z",
        ["goVersion"] = "go1.26.10",
        ["compiler"] = "gc",
        ["platform"] = "linux/amd64",
    };
}
