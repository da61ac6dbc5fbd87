namespace PodKube.Tour;

/// <summary>What the command line asks for.</summary>
/// <param name="Mode">Which program of the tour to run.</param>
/// <param name="Problem">What was not understood, null when all was.</param>
internal sealed record TourOptions(TourMode Mode, string? Problem = null)
{
    public const string Usage = """
        usage: dotnet run --project src/PodKube.Tour [-- --with-pwsh | --without-pwsh]

          --with-pwsh      fail when pwsh 7.4 or newer is not found
          --without-pwsh   do not look for pwsh: walk through PodKube.Client
        """;

    public static TourOptions Parse(IReadOnlyList<string> arguments) =>
        arguments switch
        {
            [] => new TourOptions(TourMode.Either),
            ["--with-pwsh"] => new TourOptions(TourMode.WithPwsh),
            ["--without-pwsh"] => new TourOptions(TourMode.WithoutPwsh),
            ["--in-pod"] => new TourOptions(TourMode.InPod),
            _ => new TourOptions(TourMode.Either, $"Not understood: {string.Join(' ', arguments)}"),
        };
}
