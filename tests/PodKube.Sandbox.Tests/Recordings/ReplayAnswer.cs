using System.Text.Json.Nodes;

namespace PodKube.Sandbox.Tests.Recordings;

/// <summary>What the sandbox answered to a replayed step.</summary>
internal sealed record ReplayAnswer(int Status, IReadOnlyDictionary<string, string> Headers, JsonNode? Body, JsonArray? Events);
