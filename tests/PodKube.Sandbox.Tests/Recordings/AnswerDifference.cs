using System.Text.Json.Nodes;

namespace PodKube.Sandbox.Tests.Recordings;

/// <summary>Finds where two answers differ, as lines that say the path and both values.</summary>
internal static class AnswerDifference
{
    public static List<string> Between(RecordedStep step, ReplayAnswer answer)
    {
        var lines = new List<string>();
        if (step.Status != answer.Status)
        {
            lines.Add($"status: recorded {step.Status}, answered {answer.Status}");
        }

        foreach (var (name, value) in step.AnswerHeaders)
        {
            if (answer.Headers.GetValueOrDefault(name) != value)
            {
                lines.Add($"header {name}: recorded {value}, answered {answer.Headers.GetValueOrDefault(name)}");
            }
        }

        if (answer.Headers.ContainsKey("Warning") && !step.AnswerHeaders.ContainsKey("Warning"))
        {
            lines.Add($"header Warning: not recorded, answered {answer.Headers["Warning"]}");
        }

        if (step.AnswerEvents is not null)
        {
            Compare("events", AnswerNormalizer.Normalize(step.AnswerEvents), AnswerNormalizer.Normalize(answer.Events), lines);
        }
        else
        {
            Compare("body", AnswerNormalizer.Normalize(step.AnswerBody), AnswerNormalizer.Normalize(answer.Body), lines);
        }

        return lines;
    }

    private static void Compare(string path, JsonNode? recorded, JsonNode? answered, List<string> lines)
    {
        switch (recorded, answered)
        {
            case (JsonObject left, JsonObject right):
                foreach (var name in left.Select(entry => entry.Key).Union(right.Select(entry => entry.Key)))
                {
                    var inLeft = left.ContainsKey(name);
                    var inRight = right.ContainsKey(name);
                    if (inLeft && inRight)
                    {
                        Compare(path + "." + name, left[name], right[name], lines);
                    }
                    else
                    {
                        lines.Add($"{path}.{name}: recorded {Shown(left[name], inLeft)}, answered {Shown(right[name], inRight)}");
                    }
                }

                break;
            case (JsonArray left, JsonArray right) when left.Count == right.Count:
                for (var i = 0; i < left.Count; i++)
                {
                    Compare($"{path}[{i}]", left[i], right[i], lines);
                }

                break;
            default:
                if (!JsonNode.DeepEquals(recorded, answered))
                {
                    lines.Add($"{path}: recorded {Shown(recorded, true)}, answered {Shown(answered, true)}");
                }

                break;
        }
    }

    private static string Shown(JsonNode? node, bool present)
    {
        const int Longest = 400;
        var text = !present ? "nothing" : node?.ToJsonString() ?? "null";
        return text.Length > Longest ? text[..Longest] + "…" : text;
    }
}
