using PodKube.Pester.Harness;

namespace PodKube.Pester;

/// <summary>Second half of the Pester files; xUnit runs classes, not rows, in parallel.</summary>
public sealed class SecondLanePesterTests(PesterLane lane) : IClassFixture<PesterLane>
{
    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(PesterFiles.InLane), 1, 2, MemberType = typeof(PesterFiles))]
    public Task Every_test_of_the_file_passes(string file) => lane.AssertPassesAsync(file);
}
