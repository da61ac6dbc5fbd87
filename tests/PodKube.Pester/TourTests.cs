using System.Diagnostics;
using PodKube.Pester.Harness;
using PodKube.Tour.Processes;

namespace PodKube.Pester;

/// <summary>The README's first command, both of its ways.</summary>
public sealed class TourTests
{
    private static readonly TimeSpan s_timeLimit = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task Without_pwsh_every_step_does_what_it_should() => await AssertWalksAsync("--without-pwsh");

    [Fact]
    public async Task With_pwsh_every_step_does_what_it_should()
    {
        await RequiredPwsh.FindAsync();
        await AssertWalksAsync("--with-pwsh");
    }

    [Fact]
    public async Task A_pwsh_that_is_asked_for_and_not_found_is_a_failure()
    {
        var result = await RunAsync("--with-pwsh", start => start.Environment["PODKUBE_PWSH"] = "/nowhere/pwsh");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("PODKUBE_PWSH '/nowhere/pwsh': not there", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_argument_that_is_not_understood_is_a_failure()
    {
        var result = await RunAsync("--with-everything");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("usage:", result.Output, StringComparison.Ordinal);
    }

    private static async Task AssertWalksAsync(string way)
    {
        var result = await RunAsync(way);

        TestContext.Current.TestOutputHelper?.WriteLine(result.Output);
        Assert.False(result.TimedOut, $"The tour was still running after {s_timeLimit.TotalMinutes} minutes.");
        Assert.True(result.ExitCode == 0, $"The tour ended with {result.ExitCode}:\n{result.Output}");
        Assert.Contains("system:serviceaccount:default:default", result.Output, StringComparison.Ordinal);
        Assert.Contains("cannot list resource \"pods\"", result.Output, StringComparison.Ordinal);
        Assert.Contains("2 of 2 ready", result.Output, StringComparison.Ordinal);
        Assert.Contains("the deployment and its pods are gone", result.Output, StringComparison.Ordinal);
        Assert.False(result.OutputHeldOpen, "Something that the tour started outlived it.");
    }

    private static Task<ChildResult> RunAsync(string way, Action<ProcessStartInfo>? surroundings = null)
    {
        string dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : "dotnet";
        var start = new ProcessStartInfo(dotnet, ["exec", Path.Combine(AppContext.BaseDirectory, "PodKube.Tour.dll"), way]);
        surroundings?.Invoke(start);
        return ChildProcess.RunAsync(start, s_timeLimit, null, TestContext.Current.CancellationToken);
    }
}
