using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace PodKube.Sandbox.Tests.Server;

/// <summary>Lists of more than one piece, as they are sent.</summary>
public sealed class ListTextTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>, IAsyncLifetime, IDisposable
{
    private const string Path = "/api/v1/namespaces/default/configmaps";

    // Shorter and longer than the pieces of 64 KiB, and than one another.
    private static readonly int[] s_sizes = [0, 1, 40_000, 30_000, 65_500, 200_000, 10, 65_536, 5];

    private readonly HttpClient _client = sandbox.Server.CreateClient(sandbox.Server.AdministratorToken);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        for (var index = 0; index < s_sizes.Length; index++)
        {
            var text = new string((char)('a' + index), s_sizes[index]);
            using var made = await _client.PostJsonAsync(
                Path, $$$"""{"metadata":{"name":"list-text-{{{index}}}","labels":{"test":"list-text"}},"data":{"text":"{{{text}}}"}}""");
            Assert.True(made.IsSuccessStatusCode || made.StatusCode == HttpStatusCode.Conflict);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task Every_byte_arrives_and_the_length_is_said_before()
    {
        using var response = await _client.GetAsync(new Uri($"{Path}?labelSelector=test%3Dlist-text", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Token);
        var announced = response.Content.Headers.ContentLength;
        var body = await response.Content.ReadAsByteArrayAsync(Token);

        Assert.Equal(announced, body.Length);
        AssertWhole((JsonObject)JsonNode.Parse(body)!);
    }

    [Fact]
    public async Task Gzipped_it_is_the_same()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Path}?labelSelector=test%3Dlist-text");
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("gzip"));
        using var response = await _client.SendAsync(request, Token);
        await using var body = new GZipStream(await response.Content.ReadAsStreamAsync(Token), CompressionMode.Decompress);

        Assert.Equal(["gzip"], response.Content.Headers.ContentEncoding);
        AssertWhole((JsonObject)(await JsonNode.ParseAsync(body, cancellationToken: Token))!);
    }

    [Fact]
    public async Task As_yaml_it_is_the_same()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Path}?labelSelector=test%3Dlist-text&limit=3");
        request.Headers.TryAddWithoutValidation("Accept", "application/yaml");
        using var response = await _client.SendAsync(request, Token);

        Assert.Contains("name: list-text-2", await response.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_list_has_no_items()
    {
        var list = await _client.GetJsonAsync($"{Path}?labelSelector=test%3Dnothing");

        Assert.Empty(list["items"]!.AsArray());
        Assert.Equal("ConfigMapList", (string)list["kind"]!);
    }

    [Fact]
    public async Task A_head_request_gets_the_length_alone()
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, $"{Path}?labelSelector=test%3Dlist-text");
        using var response = await _client.SendAsync(request, Token);

        Assert.True(response.Content.Headers.ContentLength > s_sizes.Sum());
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(Token));
    }

    private static void AssertWhole(JsonObject list)
    {
        var items = list["items"]!.AsArray();
        Assert.Equal(s_sizes.Length, items.Count);
        for (var index = 0; index < s_sizes.Length; index++)
        {
            var item = items[index]!;
            Assert.Equal("list-text-" + index.ToString(CultureInfo.InvariantCulture), (string)item["metadata"]!["name"]!);
            Assert.Equal(new string((char)('a' + index), s_sizes[index]), (string)item["data"]!["text"]!);
            Assert.Null(item["kind"]);
        }
    }
}
