using System.Diagnostics;
using System.Text;

namespace PodKube.Tour.Processes;

/// <summary>Runs a program to its end, within a time limit, and leaves nothing of it behind when the limit runs out.</summary>
internal static class ChildProcess
{
    private static readonly TimeSpan s_drainTime = TimeSpan.FromSeconds(5);

    /// <summary>Runs <paramref name="start"/> without standard input.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">The program could not be started.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled; the process is gone then.</exception>
    public static async Task<ChildResult> RunAsync(
        ProcessStartInfo start,
        TimeSpan timeLimit,
        Action<string>? onLine,
        CancellationToken cancellationToken
    )
    {
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"'{start.FileName}' did not start.");
        process.StandardInput.Close();

        var output = new StringBuilder();
        var pumps = Task.WhenAll(PumpAsync(process.StandardOutput, output, onLine), PumpAsync(process.StandardError, output, onLine));
        bool timedOut = await EndAsync(process, timeLimit, cancellationToken).ConfigureAwait(false);
        bool heldOpen = !await DrainAsync(pumps).ConfigureAwait(false);
        lock (output)
        {
            return new ChildResult(process.ExitCode, output.ToString(), timedOut, heldOpen && !timedOut);
        }
    }

    private static async Task<bool> EndAsync(Process process, TimeSpan timeLimit, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeLimit);
        try
        {
            await process.WaitForExitAsync(limit.Token).ConfigureAwait(false);
            return false;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            return true;
        }
    }

    // A grandchild that inherited the pipe keeps it open after the child's end: the rest of its output is not waited for.
    private static async Task<bool> DrainAsync(Task pumps)
    {
        try
        {
            await pumps.WaitAsync(s_drainTime).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private static async Task PumpAsync(StreamReader reader, StringBuilder output, Action<string>? onLine)
    {
        while (await reader.ReadLineAsync().ConfigureAwait(false) is { } line)
        {
            lock (output)
            {
                output.AppendLine(line);
                onLine?.Invoke(line);
            }
        }
    }
}
