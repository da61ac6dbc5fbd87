using System.Text;
using PodKube.Client.Config;
using PodKube.Client.Errors;

namespace PodKube.Client.Auth;

/// <summary>A bearer token in a file that somebody, mostly the kubelet, replaces from time to time.</summary>
/// <remarks>
/// Clients shall read it again at least once a minute and keep the last token when that fails:
/// https://github.com/kubernetes/kubernetes/issues/68164. After a 401 it is read again at once.
/// </remarks>
internal sealed class FileTokenSource : ICredentialSource
{
    // One minute less ten seconds, so that a request that begins at the end of the minute still carries a fresh token.
    private static readonly TimeSpan s_period = TimeSpan.FromSeconds(60 - 10);

    private readonly IFileSystem _files;
    private readonly string _path;
    private readonly TimeProvider _time;
    private readonly object _lock = new();
    private Credential? _last;
    private long _readAt;

    internal FileTokenSource(IFileSystem files, string path, TimeProvider time)
    {
        _files = files;
        _path = path;
        _time = time;
    }

    public ValueTask<Credential> GetAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return new(_last is not null && _time.GetElapsedTime(_readAt) < s_period ? _last : Read());
        }
    }

    public ValueTask<Credential> RenewAsync(Credential refused, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            // Another request may have read the newer token already.
            return new(_last is not null && !_last.IsSameAs(refused) ? _last : Read());
        }
    }

    private Credential Read()
    {
        try
        {
            Credential read = Credential.Bearer(Encoding.UTF8.GetString(_files.ReadAllBytes(_path)), $"The content of the token file {_path}");
            _last = _last?.Token == read.Token ? _last : read;
        }
        catch (Exception e) when (_last is not null && (e is IOException or UnauthorizedAccessException or KubeConfigException))
        {
            // Keep the last good token: the server decides whether it still holds.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new KubeConfigException(
                ErrorReason.TokenUnreadable, $"The token file {_path} cannot be read: {e.Message}", "Check that it exists and that this user may read it.", e);
        }

        _readAt = _time.GetTimestamp();
        return _last!;
    }
}
