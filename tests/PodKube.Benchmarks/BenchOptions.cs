using System.Globalization;

namespace PodKube.Benchmarks;

/// <summary>What the command line asks for.</summary>
/// <param name="Pods">The sizes to compare at, ascending: the server is filled up from one to the next.</param>
/// <param name="Runs">How often each contender runs; the median counts.</param>
internal sealed record BenchOptions(IReadOnlyList<int> Pods, int Runs)
{
    public const string Usage = "usage: PodKube.Benchmarks [--pods 500,5000,50000] [--runs 7]";

    /// <summary>The options, or null when the arguments were not understood.</summary>
    public static BenchOptions? Parse(IReadOnlyList<string> arguments)
    {
        var options = new BenchOptions([500, 5_000], 7);
        for (int index = 0; index < arguments.Count; index += 2)
        {
            string? value = index + 1 < arguments.Count ? arguments[index + 1] : null;
            switch (arguments[index], value)
            {
                case ("--pods", not null) when Numbers(value) is { Count: > 0 } pods:
                    options = options with { Pods = pods };
                    break;
                case ("--runs", not null) when Numbers(value) is [var runs]:
                    options = options with { Runs = runs };
                    break;
                default:
                    return null;
            }
        }

        return options;
    }

    private static List<int>? Numbers(string text)
    {
        var numbers = new List<int>();
        foreach (string part in text.Split(','))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int number) || number == 0)
            {
                return null;
            }

            numbers.Add(number);
        }

        numbers.Sort();
        return numbers;
    }
}
