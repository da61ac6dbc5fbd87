using System.Text.Json.Serialization;

namespace PodKube.Pester.Harness;

/// <summary>One failed Pester test, or a block or file that could not be run.</summary>
internal sealed record PesterFailure(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("message")] string Message
);
