using System.Text;
using PodKube.Client.Auth;

namespace PodKube.Client.Tests.Auth;

/// <summary>Real child processes, by the shell that every platform has.</summary>
public sealed class ProcessRunnerTests
{
    private readonly ProcessRunner _runner = new(TimeProvider.System);

    [Fact]
    public async Task Output_errors_and_exit_code_come_back_and_variables_go_along()
    {
        ProcessResult? result = await RunAsync(OperatingSystem.IsWindows() ? "echo %PODKUBE_TEST%& echo bad 1>&2& exit 3" : "echo $PODKUBE_TEST; echo bad >&2; exit 3");

        Assert.Equal((3, "hello", "bad"), (result!.ExitCode, Encoding.UTF8.GetString(result.Output).Trim(), result.Errors.Trim()));
        Assert.DoesNotContain("hello", result.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_that_asks_for_input_finds_none()
    {
        ProcessResult? result = await RunAsync(OperatingSystem.IsWindows() ? "set /p X=" : "cat");

        Assert.Empty(result!.Output);
    }

    [Fact]
    public async Task A_missing_command_is_no_exception() =>
        Assert.Null(await _runner.RunAsync("podkube-no-such-command", [], [], CancellationToken.None));

    [Fact]
    public async Task Canceling_ends_the_command()
    {
        using CancellationTokenSource stop = new();
        Task<ProcessResult?> running = RunAsync(OperatingSystem.IsWindows() ? "ping -t 127.0.0.1 >nul" : "tail -f /dev/null", stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    private Task<ProcessResult?> RunAsync(string script, CancellationToken cancellationToken = default) => _runner.RunAsync(
        OperatingSystem.IsWindows() ? "cmd.exe" : "/bin/sh", [OperatingSystem.IsWindows() ? "/c" : "-c", script], [new("PODKUBE_TEST", "hello")], cancellationToken);
}
