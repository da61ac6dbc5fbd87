using System.ComponentModel;
using System.Diagnostics;

namespace PodKube.Client.Auth;

/// <summary>Runs real processes.</summary>
internal sealed class ProcessRunner : IProcessRunner
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);
    private readonly TimeProvider _time;

    internal ProcessRunner(TimeProvider time) => _time = time;

    public async Task<ProcessResult?> RunAsync(
        string command, IReadOnlyList<string> arguments, IReadOnlyList<KeyValuePair<string, string>> environment, CancellationToken cancellationToken)
    {
        using Process? process = Start(command, arguments, environment);
        if (process is null)
        {
            return null;
        }

        using CancellationTokenSource limit = new(s_limit, _time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            process.StandardInput.Close();
            Task<string> errors = process.StandardError.ReadToEndAsync(either.Token);
            using MemoryStream output = new();
            await process.StandardOutput.BaseStream.CopyToAsync(output, either.Token).ConfigureAwait(false);
            await process.WaitForExitAsync(either.Token).ConfigureAwait(false);
            return new ProcessResult(process.ExitCode, output.ToArray(), await errors.ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
            Kill(process);
            cancellationToken.ThrowIfCancellationRequested();
            return new ProcessResult(-1, [], $"no answer within {s_limit.TotalSeconds} s");
        }
    }

    private static Process? Start(string command, IReadOnlyList<string> arguments, IReadOnlyList<KeyValuePair<string, string>> environment)
    {
        ProcessStartInfo info = new(command)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        foreach (string argument in arguments)
        {
            info.ArgumentList.Add(argument);
        }

        foreach ((string name, string value) in environment)
        {
            info.Environment[name] = value;
        }

        try
        {
            return Process.Start(info);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            // It ended by itself meanwhile.
        }
    }
}
