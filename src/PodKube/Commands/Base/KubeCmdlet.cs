using System.Management.Automation;
using PodKube.Sessions;

namespace PodKube.Commands;

/// <summary>
/// The lowest base: Ctrl+C ends every call at once, whatever the server does, and asynchronous work is waited for in one place. Warnings
/// and request lines from other threads are written while waiting, on the pipeline's own thread.
/// </summary>
public abstract class KubeCmdlet : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly PipelineMessages _messages = new();

    /// <summary>Cancelled when the pipeline stops.</summary>
    private protected CancellationToken Stopped => _stop.Token;

    /// <summary>Ends the calls in flight.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => _stop.Cancel();

    /// <summary>Ends the calls in flight: <c>Select-Object -First</c> ends a pipeline without stopping its cmdlets.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing && !_stop.IsCancellationRequested)
        {
            _stop.Cancel();
        }
    }

    /// <summary>Waits for <paramref name="work"/>; when the pipeline stops, no longer.</summary>
    /// <exception cref="PipelineStoppedException">The pipeline stopped.</exception>
    private protected T Await<T>(Func<CancellationToken, Task<T>> work) => Result(Start(work));

    /// <summary>Waits for what <see cref="Start"/> began; when the pipeline stops, no longer.</summary>
    /// <exception cref="PipelineStoppedException">The pipeline stopped.</exception>
    private protected T Await<T>(Task<T> begun) => Result(begun);

    /// <summary>Gives the items as they come; when the caller stops asking, the source is disposed of.</summary>
    /// <exception cref="PipelineStoppedException">The pipeline stopped.</exception>
    private protected IEnumerable<T> Stream<T>(Func<CancellationToken, IAsyncEnumerable<T>> source)
    {
        IAsyncEnumerator<T> items = source(Stopped).GetAsyncEnumerator(Stopped);
        Func<ValueTask<bool>> moveNext = items.MoveNextAsync;
        Task<bool>? pending = null;
        // Once for all items: who is called in between puts its own messages in their place, and these back.
        PipelineMessages? outer = PipelineMessages.Current;
        PipelineMessages.Current = _messages;
        try
        {
            while (Next(moveNext, out pending))
            {
                yield return items.Current;
            }
        }
        finally
        {
            PipelineMessages.Current = outer;
            Release(items, pending);
        }
    }

    /// <param name="moveNext">Begins to go to the next item.</param>
    /// <param name="pending">What was waited for; null where the next item was there already, as most are.</param>
    private bool Next(Func<ValueTask<bool>> moveNext, out Task<bool>? pending)
    {
        ValueTask<bool> step = WithMessages(moveNext);
        if (!step.IsCompletedSuccessfully)
        {
            pending = step.AsTask();
            return Result(pending);
        }

        pending = null;
        WriteMessages();
        return Stopped.IsCancellationRequested ? throw new PipelineStoppedException() : step.Result;
    }

    /// <summary>An enumerator must not be disposed of while it moves: what was abandoned is disposed of when it comes to rest.</summary>
    private static void Release<T>(IAsyncEnumerator<T> items, Task<bool>? pending)
    {
        if (pending is null or { IsCompleted: true })
        {
            _ = items.DisposeAsync().AsTask();
        }
        else
        {
            _ = pending.ContinueWith(_ => items.DisposeAsync().AsTask(), TaskScheduler.Default);
        }
    }

    /// <summary>Begins work whose result <see cref="Await{T}(Task{T})"/> takes later, so that several calls are under way at once.</summary>
    private protected Task<T> Start<T>(Func<CancellationToken, Task<T>> work) => WithMessages(() => work(Stopped));

    /// <summary>Begins work; its messages are this cmdlet's.</summary>
    private T WithMessages<T>(Func<T> work)
    {
        PipelineMessages? outer = PipelineMessages.Current;
        if (outer == _messages)
        {
            return work();
        }

        PipelineMessages.Current = _messages;
        try
        {
            return work();
        }
        finally
        {
            PipelineMessages.Current = outer;
        }
    }

    private T Result<T>(Task<T> task)
    {
        Wait(task);
        return task.GetAwaiter().GetResult();
    }

    private void Wait(Task task)
    {
        if (!task.IsCompleted)
        {
            _ = task.ContinueWith(_ => _messages.Wake(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }

        try
        {
            while (!task.IsCompleted)
            {
                _messages.Wait(Stopped);
                WriteMessages();
            }
        }
        catch (OperationCanceledException)
        {
            _ = task.ContinueWith(static t => t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            throw new PipelineStoppedException();
        }

        WriteMessages();
        if (Stopped.IsCancellationRequested)
        {
            _ = task.Exception;
            throw new PipelineStoppedException();
        }
    }

    private void WriteMessages()
    {
        while (_messages.TryTake(out PipelineMessage message))
        {
            if (message.IsWarning)
            {
                WriteWarning(message.Text);
            }
            else
            {
                WriteVerbose(message.Text);
            }
        }
    }
}
