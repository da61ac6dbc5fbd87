using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PodKube.Pester.Harness;

/// <summary>What Invoke-PesterFile.ps1 says of one file.</summary>
/// <param name="Passed">Tests that passed.</param>
/// <param name="Failed">Tests, blocks and files that failed.</param>
/// <param name="Skipped">Tests that skipped themselves.</param>
/// <param name="Failures">Each failure with its message and stack.</param>
internal sealed record PesterReport(
    [property: JsonPropertyName("passed")] int Passed,
    [property: JsonPropertyName("failed")] int Failed,
    [property: JsonPropertyName("skipped")] int Skipped,
    [property: JsonPropertyName("failures")] IReadOnlyList<PesterFailure> Failures
)
{
    public static PesterReport Read(string path) =>
        JsonSerializer.Deserialize<PesterReport>(File.ReadAllBytes(path)) ?? throw new JsonException($"'{path}' holds no report.");

    /// <summary>Why the file did not pass, or null when it did.</summary>
    public string? Problem()
    {
        if (Failed == 0 && Failures.Count == 0)
        {
            return Passed > 0 ? null : $"no test ran ({Skipped} skipped)";
        }

        var text = new StringBuilder($"{Failed} failed, {Passed} passed:");
        foreach (var failure in Failures)
        {
            text.AppendLine().Append("  ").Append(failure.Name).AppendLine().Append("    ");
            text.Append(failure.Message.ReplaceLineEndings(Environment.NewLine + "    "));
        }

        return text.ToString();
    }
}
