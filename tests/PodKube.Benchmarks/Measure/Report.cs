using System.Globalization;
using System.Text;

namespace PodKube.Benchmarks.Measure;

/// <summary>Writes results as a Markdown table, each with its ratio to the floor.</summary>
internal static class Report
{
    public static string Table(string title, IReadOnlyList<Result> results, TimeSpan floor)
    {
        var text = new StringBuilder();
        text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"### {title}").AppendLine();
        text.AppendLine("| | median | ratio | peak memory |").AppendLine("| --- | ---: | ---: | ---: |");
        foreach (var result in results)
        {
            string memory =
                result.PeakBytes == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{result.PeakBytes / 1048576.0:F0} MB");
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {result.Name} | {result.Median.TotalMilliseconds:F0} ms | {result.Median / floor:F2} | {memory} |"
            );
        }

        return text.ToString();
    }
}
