using PodKube.Client.Auth;
using PodKube.Client.Config;
using PodKube.Client.Errors;
using PodKube.Client.Tests.Support;

namespace PodKube.Client.Tests.Auth;

public sealed class CertificateFileSourceTests : IDisposable
{
    private readonly TestAuthority _authority = new("cluster");
    private readonly FakeFiles _files = new();
    private readonly ManualTime _time = new();
    private readonly CertificateFileSource _source;

    public CertificateFileSourceTests() => _source = new CertificateFileSource(_files, PemSource.FromFile("/crt"), PemSource.FromFile("/key"), _time);

    public void Dispose() => _authority.Dispose();

    [Fact]
    public async Task A_renewed_pair_is_taken_up_within_a_minute()
    {
        Write("jane");
        Credential first = await GetAsync();
        Write("joe");
        Assert.Same(first, await GetAsync());

        _time.Advance(TimeSpan.FromSeconds(50));

        Assert.False(first.IsSameAs(await GetAsync()));
    }

    [Fact]
    public async Task Between_the_writing_of_the_two_files_the_last_good_pair_stays()
    {
        Write("jane");
        Credential first = await GetAsync();
        _files["/crt"] = _authority.IssueClient("joe").Certificate;
        _time.Advance(TimeSpan.FromSeconds(50));

        Assert.Same(first, await GetAsync());
    }

    [Fact]
    public async Task A_refused_pair_is_looked_up_at_once()
    {
        Write("jane");
        Credential first = await GetAsync();
        Write("joe");

        Assert.False(first.IsSameAs(await _source.RenewAsync(first, CancellationToken.None)));
    }

    [Fact]
    public async Task A_missing_file_is_named()
    {
        KubeConfigException e = await Assert.ThrowsAsync<KubeConfigException>(GetAsync);

        Assert.Equal(ErrorReason.ClientCertificateInvalid, e.Reason);
        Assert.Contains("/crt", e.Message, StringComparison.Ordinal);
    }

    private async Task<Credential> GetAsync() => await _source.GetAsync(CancellationToken.None);

    private void Write(string user) => (_files["/crt"], _files["/key"]) = _authority.IssueClient(user);
}
