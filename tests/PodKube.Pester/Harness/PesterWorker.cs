using System.Diagnostics;
using System.IO.Pipes;
using System.Text;
using System.Text.Json;
using PodKube.Tour.Pwsh;

namespace PodKube.Pester.Harness;

/// <summary>
/// A pwsh that runs Pester files one after the other (Start-PesterWorker.ps1). It takes its orders from a pipe, not from standard
/// input: what the files start inherits standard input and could eat them.
/// </summary>
internal sealed class PesterWorker : IAsyncDisposable
{
    private static readonly TimeSpan s_connectTime = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_endTime = TimeSpan.FromMinutes(5);

    private readonly string _endMark = $"done:{Guid.NewGuid():N}";
    private readonly NamedPipeServerStream _orders;
    private readonly Process _process;
    private readonly Task _pumps;
    private readonly object _lock = new();
    private StringBuilder _output = new();
    private TaskCompletionSource _fileDone = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private PesterWorker(PwshCommand pwsh, Action<ProcessStartInfo> surroundings)
    {
        // Short: on Linux and macOS the name becomes part of a socket's path, which may have about a hundred characters.
        string pipe = $"pk-{Guid.NewGuid():N}"[..16];
        _orders = new NamedPipeServerStream(
            pipe,
            PipeDirection.Out,
            maxNumberOfServerInstances: 1,
            PipeTransmissionMode.Byte,
            PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly
        );
        var start = pwsh.Run(PesterFiles.Script, pipe, _endMark);
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        surroundings(start);
        _process = Process.Start(start) ?? throw new InvalidOperationException($"'{start.FileName}' did not start.");
        _process.StandardInput.Close();
        _pumps = Task.WhenAll(PumpAsync(_process.StandardOutput), PumpAsync(_process.StandardError));
    }

    /// <summary>Starts pwsh and waits until it takes orders.</summary>
    /// <exception cref="InvalidOperationException">It ended before, or took too long; the message has its output.</exception>
    public static async Task<PesterWorker> StartAsync(
        PwshCommand pwsh,
        Action<ProcessStartInfo> surroundings,
        CancellationToken cancellationToken
    )
    {
        var worker = new PesterWorker(pwsh, surroundings);
        try
        {
            await worker.ConnectAsync(cancellationToken);
            return worker;
        }
        catch
        {
            worker.Kill();
            await worker.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs one file. A worker whose answer is not <see cref="PesterAnswer.Ended"/> is gone, with all that it started.</summary>
    public async Task<PesterAnswer> RunAsync(string file, string report, TimeSpan timeLimit, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _output = new StringBuilder();
            _fileDone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        byte[] order = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string> { ["Path"] = file, ["ResultPath"] = report });
        var outcome = PesterOutcome.Ended;
        try
        {
            await _orders.WriteAsync(new ReadOnlyMemory<byte>([.. order, (byte)'\n']), cancellationToken);
            Task gone = _process.WaitForExitAsync(cancellationToken);
            if (await Task.WhenAny(_fileDone.Task, gone).WaitAsync(timeLimit, cancellationToken) == gone)
            {
                outcome = PesterOutcome.Died;
            }
        }
        catch (IOException)
        {
            outcome = PesterOutcome.Died;
        }
        catch (TimeoutException)
        {
            Kill();
            outcome = PesterOutcome.TimedOut;
        }
        catch (OperationCanceledException)
        {
            Kill();
            throw;
        }

        return new PesterAnswer(outcome, TakeOutput());
    }

    /// <summary>Lets pwsh end. Whether everything that it started has ended with it: nothing holds its output open.</summary>
    public async Task<bool> EndAsync()
    {
        await _orders.DisposeAsync();
        using var limit = new CancellationTokenSource(s_endTime);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
            await _pumps.WaitAsync(limit.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            Kill();
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _orders.DisposeAsync();
        _process.Dispose();
    }

    private async Task ConnectAsync(CancellationToken cancellationToken)
    {
        Task connected = _orders.WaitForConnectionAsync(cancellationToken);
        Task gone = _process.WaitForExitAsync(cancellationToken);
        try
        {
            if (await Task.WhenAny(connected, gone).WaitAsync(s_connectTime, cancellationToken) == connected)
            {
                await connected;
                return;
            }
        }
        catch (TimeoutException) { }

        throw new InvalidOperationException($"pwsh did not get as far as taking orders. Its output:\n{TakeOutput()}");
    }

    private void Kill()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }
    }

    private string TakeOutput()
    {
        lock (_lock)
        {
            return _output.ToString();
        }
    }

    private async Task PumpAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (_lock)
            {
                if (line == _endMark)
                {
                    _fileDone.TrySetResult();
                }
                else
                {
                    _output.AppendLine(line);
                }
            }
        }
    }
}
