using System.Runtime.CompilerServices;
using PodKube.Client.Errors;
using PodKube.Client.Http;
using PodKube.Client.Resources;

namespace PodKube.Client.Streams;

/// <summary>Reads one container's log, and takes a follow up again after every break.</summary>
internal sealed class LogReader
{
    private readonly KubeClient _client;
    private readonly string _namespace;
    private readonly string _pod;
    private readonly LogOptions _options;
    private readonly Backoff _backoff;
    private readonly LogPosition _position = new();
    private DateTimeOffset? _begun;
    private KubeException? _failure;

    internal LogReader(KubeClient client, string @namespace, string pod, LogOptions options)
    {
        _client = client;
        _namespace = @namespace;
        _pod = pod;
        _options = options;
        _backoff = new Backoff(client.Options.TimeProvider, client.Options.Jitter);
    }

    private bool IsTimed => _options.Timestamps || _options.Follow;

    private bool CanResume => _options.Follow && _options.LimitBytes is null;

    // Where no line has come yet, all that was asked for is asked for again. Only a number of last lines cannot be: meanwhile they may be
    // others, and the server's own clock says where to take up.
    private DateTimeOffset? FromBeforeFirstLine => _options switch
    {
        { TailLines: not null } => _begun,
        { Since: { } since } => _begun - since,
        _ => _options.SinceTime,
    };

    internal async IAsyncEnumerable<LogLine> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        do
        {
            _failure = null;
            if (await OpenAsync(cancellationToken).ConfigureAwait(false) is { } response)
            {
                using (response)
                {
                    await foreach (LogLine line in ReadLinesAsync(response, cancellationToken).ConfigureAwait(false))
                    {
                        yield return line;
                    }
                }
            }
        }
        while (CanResume && await GoesOnAsync(cancellationToken).ConfigureAwait(false));
    }

    private async IAsyncEnumerable<LogLine> ReadLinesAsync(KubeResponse response, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Stream body = await response.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
        {
            using LineCutter lines = new();
            while (await FillAsync(body, lines, cancellationToken).ConfigureAwait(false))
            {
                while (TryTake(lines, out LogLine? line))
                {
                    if (line is not null)
                    {
                        yield return line.Value;
                    }
                }
            }

            // The last line of a log that ended may have no line feed; after a break it is only the beginning of one.
            if (_failure is null && Make(lines.TakeRest(), isRest: true) is { } last)
            {
                yield return last;
            }
        }
    }

    private async Task<KubeResponse?> OpenAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset? from = _position.Second ?? FromBeforeFirstLine;
        LogOptions options = from is null ? _options : _options with { SinceTime = from, Since = null, TailLines = null };
        _position.Resume();
        try
        {
            KubeResponse response = await _client.SendAsync(LogRequests.Log(_namespace, _pod, options), cancellationToken).ConfigureAwait(false);
            _begun ??= response.Date ?? _client.Options.TimeProvider.GetUtcNow();
            return response;
        }
        catch (KubeException e) when (_begun is not null && CanResume && MayPass(e))
        {
            _failure = e;
            return null;
        }
    }

    private async ValueTask<bool> FillAsync(Stream body, LineCutter lines, CancellationToken cancellationToken)
    {
        try
        {
            int read = await body.ReadAsync(lines.GetRoom(), cancellationToken).ConfigureAwait(false);
            lines.Put(read);
            return read > 0;
        }
        catch (KubeTransportException e) when (CanResume)
        {
            _failure = e;
            return false;
        }
    }

    private bool TryTake(LineCutter lines, out LogLine? line)
    {
        bool any = lines.TryTake(out ReadOnlySpan<byte> bytes);
        line = any ? Make(bytes, isRest: false) : null;
        return any;
    }

    private LogLine? Make(ReadOnlySpan<byte> bytes, bool isRest)
    {
        if (isRest && bytes.IsEmpty)
        {
            return null;
        }

        if (!IsTimed || !LogTime.TrySplit(bytes, out long time, out ReadOnlySpan<byte> text))
        {
            return new LogLine(bytes.ToArray(), null);
        }

        if (_options.Follow && !_position.Take(time))
        {
            return null;
        }

        _backoff.Succeed();
        return new LogLine(text.ToArray(), LogTime.ToTime(time));
    }

    // After a break it goes on at once; when the server ended the log, only if the container still runs.
    private async Task<bool> GoesOnAsync(CancellationToken cancellationToken)
    {
        if (_failure is null && !await IsRunningAsync(cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        if (_backoff.Failures == 0)
        {
            _backoff.Fail();
        }
        else
        {
            await _backoff.WaitAsync((_failure as KubeApiException)?.RetryAfter, cancellationToken).ConfigureAwait(false);
        }

        return true;
    }

    private async Task<bool> IsRunningAsync(CancellationToken cancellationToken)
    {
        try
        {
            KubeObject? pod = await _client.FindAsync(LogRequests.Pods, _namespace, _pod, cancellationToken).ConfigureAwait(false);
            return pod is not null && ContainerStates.IsRunning(pod, _options.Container);
        }
        catch (KubeApiException)
        {
            // Who may read logs but no pods cannot know: the server's end is the end.
            return false;
        }
    }

    private static bool MayPass(KubeException failure) =>
        failure is KubeTransportException or KubeApiException { StatusCode: 429 or >= 500 };
}
