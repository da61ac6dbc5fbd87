using PodKube.Client.Auth;
using PodKube.Client.Errors;
using PodKube.Client.Tests.Support;

namespace PodKube.Client.Tests.Auth;

public sealed class FileTokenSourceTests
{
    private const string Path = "/sa/token";
    private readonly FakeFiles _files = new() { [Path] = "first\n" };
    private readonly ManualTime _time = new();
    private readonly FileTokenSource _source;

    public FileTokenSourceTests() => _source = new FileTokenSource(_files, Path, _time);

    [Fact]
    public async Task The_file_is_read_once_within_fifty_seconds()
    {
        await GetAsync();
        _files[Path] = "second";
        _time.Advance(TimeSpan.FromSeconds(49));

        Assert.Equal("first", await GetAsync());
        Assert.Equal(1, _files.Reads);
    }

    [Fact]
    public async Task After_fifty_seconds_the_file_is_read_again()
    {
        await GetAsync();
        _files[Path] = "second\r\n";
        _time.Advance(TimeSpan.FromSeconds(50));

        Assert.Equal("second", await GetAsync());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("two lines\nof text")]
    public async Task The_last_good_token_stays_when_the_file_cannot_be_used(string? content)
    {
        await GetAsync();
        _files[Path] = content;
        _time.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal("first", await GetAsync());
    }

    [Fact]
    public async Task A_file_that_was_gone_is_tried_again_a_minute_later()
    {
        await GetAsync();
        _files.Remove(Path);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("first", await GetAsync());

        _files[Path] = "third";
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("third", await GetAsync());
    }

    [Fact]
    public async Task A_refused_token_is_looked_up_at_once()
    {
        Credential refused = await _source.GetAsync(CancellationToken.None);
        _files[Path] = "second";

        Assert.Equal("second", (await _source.RenewAsync(refused, CancellationToken.None)).Token);
        Assert.Equal("second", await GetAsync());
    }

    [Fact]
    public async Task A_token_that_another_request_renewed_already_is_not_read_again()
    {
        Credential refused = await _source.GetAsync(CancellationToken.None);
        _files[Path] = "second";
        await _source.RenewAsync(refused, CancellationToken.None);
        int reads = _files.Reads;

        await _source.RenewAsync(refused, CancellationToken.None);

        Assert.Equal(reads, _files.Reads);
    }

    [Theory]
    [InlineData(null, ErrorReason.TokenUnreadable)]
    [InlineData(" \n", ErrorReason.TokenEmpty)]
    [InlineData("secret\nsecret", ErrorReason.TokenUnreadable)]
    public async Task A_first_token_that_cannot_be_used_is_an_error_without_its_text(string? content, string reason)
    {
        _files[Path] = content;

        KubeConfigException e = await Assert.ThrowsAsync<KubeConfigException>(async () => await GetAsync());

        Assert.Equal(reason, e.Reason);
        Assert.Contains(Path, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", e.ToString(), StringComparison.Ordinal);
    }

    private async Task<string?> GetAsync() => (await _source.GetAsync(CancellationToken.None)).Token;
}
