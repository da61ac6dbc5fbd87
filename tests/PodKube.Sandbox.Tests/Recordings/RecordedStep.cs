using System.Text.Json.Nodes;

namespace PodKube.Sandbox.Tests.Recordings;

/// <summary>One request of a scenario with its recorded answer.</summary>
internal sealed class RecordedStep(JsonObject json)
{
    public string Id { get; } = (string)json["id"]!;

    public string User { get; } = (string?)json["user"] ?? "admin";

    /// <summary>The step only prepares; its answer is not compared.</summary>
    public bool IsSetup { get; } = (bool?)json["setup"] ?? false;

    /// <summary>The request is repeated until this field of the answer has this value.</summary>
    public (string Path, JsonNode? Value)? Until { get; } =
        json["until"] is JsonArray until ? ((string)until[0]!, until[1]) : null;

    public string Method { get; } = (string)json["request"]!["method"]!;

    public string Path { get; } = (string)json["request"]!["path"]!;

    public IReadOnlyDictionary<string, string> Headers { get; } = Texts(json["request"]!["headers"]);

    public JsonNode? Body { get; } = json["request"]!["body"];

    public string? RawBody { get; } = (string?)json["request"]!["rawBody"];

    public int Status { get; } = (int)json["response"]!["status"]!;

    public IReadOnlyDictionary<string, string> AnswerHeaders { get; } = Texts(json["response"]!["headers"]);

    public JsonNode? AnswerBody { get; } = json["response"]!["body"];

    public JsonArray? AnswerEvents { get; } = json["response"]!["events"] as JsonArray;

    /// <summary>The step with something taken out of the body of its answer.</summary>
    public RecordedStep Without(Action<JsonNode> remove)
    {
        var copy = (JsonObject)json.DeepClone();
        remove(copy["response"]!["body"]!);
        return new RecordedStep(copy);
    }

    private static Dictionary<string, string> Texts(JsonNode? node) =>
        node is JsonObject pairs ? pairs.ToDictionary(pair => pair.Key, pair => (string)pair.Value!) : [];
}
