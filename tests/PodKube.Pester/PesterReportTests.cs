using PodKube.Pester.Harness;

namespace PodKube.Pester;

public sealed class PesterReportTests
{
    [Fact]
    public void A_file_whose_tests_all_passed_has_no_problem() => Assert.Null(new PesterReport(3, 0, 1, []).Problem());

    [Fact]
    public void A_file_that_ran_no_test_is_a_problem() => Assert.Equal("no test ran (2 skipped)", new PesterReport(0, 0, 2, []).Problem());

    [Fact]
    public void A_failure_is_named_with_its_message()
    {
        string? problem = new PesterReport(1, 1, 0, [new PesterFailure("Get-KubePod.lists", "Expected 2, but got 1.")]).Problem();

        Assert.Contains("Get-KubePod.lists", problem, StringComparison.Ordinal);
        Assert.Contains("Expected 2, but got 1.", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_block_that_failed_to_set_up_is_a_problem_though_no_test_failed() =>
        Assert.NotNull(new PesterReport(1, 0, 0, [new PesterFailure("block (setup or teardown)", "boom")]).Problem());
}
