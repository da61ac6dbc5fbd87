using System.Text;
using PodKube.Client.Config;
using PodKube.Client.Errors;

namespace PodKube.Client.Auth;

/// <summary>A bearer token in a file. After a 401 it is read again at once.</summary>
internal sealed class FileTokenSource : ICredentialSource
{
    private readonly IFileSystem _files;
    private readonly string _path;
    private readonly ReplacedFile<Credential> _token;

    internal FileTokenSource(IFileSystem files, string path, TimeProvider time)
    {
        _files = files;
        _path = path;
        _token = new ReplacedFile<Credential>(time, Read);
    }

    public ValueTask<Credential> GetAsync(CancellationToken cancellationToken) => new(_token.Get());

    public ValueTask<Credential> RenewAsync(Credential refused, CancellationToken cancellationToken) => new(_token.Renew(refused.IsSameAs));

    private Credential Read(Credential? last)
    {
        try
        {
            Credential read = Credential.Bearer(Encoding.UTF8.GetString(_files.ReadAllBytes(_path)), $"The content of the token file {_path}");
            return last is not null && last.IsSameAs(read) ? last : read;
        }
        catch (Exception e) when (last is not null && (e is IOException or UnauthorizedAccessException or KubeConfigException))
        {
            // Keep the last good token: the server decides whether it still holds.
            return last;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new KubeConfigException(
                ErrorReason.TokenUnreadable, $"The token file {_path} cannot be read: {e.Message}", "Check that it exists and that this user may read it.", e);
        }
    }
}
