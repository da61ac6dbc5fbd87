using System.Text;
using Microsoft.AspNetCore.Http;
using PodKube.Client.Config;
using PodKube.Client.Http;
using PodKube.Client.Requests;
using PodKube.Client.Tests.Support;

namespace PodKube.Client.Tests.Http;

public sealed class ImpersonationLinesTests : IDisposable
{
    private static readonly Impersonation s_jane = new()
    {
        User = "jane",
        Groups = ["dev", "ops, and more", "qa"],
        Extra = new Dictionary<string, IReadOnlyList<string>> { ["team"] = ["a", "b"], ["single"] = ["x, y"] },
    };

    private readonly TestAuthority _authority = new("cluster");

    public void Dispose() => _authority.Dispose();

    [Fact]
    public async Task Several_values_reach_the_server_as_lines_of_their_own()
    {
        List<string[]> groups = [];
        List<string[]> teams = [];
        List<string[]> singles = [];
        List<string> bodies = [];
        await using TlsServer server = await TlsServer.StartAsync(_authority.IssueServer(), async context =>
        {
            groups.Add([.. context.Request.Headers["Impersonate-Group"]!]);
            teams.Add([.. context.Request.Headers["Impersonate-Extra-team"]!]);
            singles.Add([.. context.Request.Headers["Impersonate-Extra-single"]!]);
            using StreamReader reader = new(context.Request.Body);
            bodies.Add(await reader.ReadToEndAsync(context.RequestAborted));
            await context.Response.WriteAsync("{}", context.RequestAborted);
        });
        using KubeClient client = Client(server, s_jane);
        string disguised = "POST /evil HTTP/1.1\r\nImpersonate-Group: a\u001fb\r\n\r\n" + new string('x', 100_000);

        await SendAsync(client, KubeRequest.Raw(HttpMethod.Get, "/version"));
        await SendAsync(client, KubeRequest.Raw(HttpMethod.Post, "/api/v1/pods", Encoding.UTF8.GetBytes(disguised), "text/plain"));
        await SendAsync(client, KubeRequest.Raw(HttpMethod.Get, "/version"));

        Assert.Equal(["", disguised, ""], bodies);
        Assert.All(groups, g => Assert.Equal(["dev", "ops, and more", "qa"], g));
        Assert.All(teams, t => Assert.Equal(["a", "b"], t));
        Assert.All(singles, s => Assert.Equal(["x, y"], s));
        Assert.Equal((3, 1), (groups.Count, server.Connections));
    }

    [Fact]
    public void One_value_each_needs_no_rewriting() =>
        Assert.False(ImpersonationLines.IsNeeded(new Impersonation { User = "jane", Groups = ["dev"] }));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(1000)]
    public void Heads_and_bodies_may_be_cut_anywhere(int size)
    {
        const string First = "POST /a HTTP/1.1\r\nContent-Length: 8\r\nImpersonate-Group: a\u001fb\r\n\r\n\u001f\r\n\r\nxyz";
        const string Second = "GET /b HTTP/1.1\r\nImpersonate-Group: c\u001fd\r\n\r\n";
        RequestHeadRewriter rewriter = new();
        StringBuilder sent = new();

        foreach (byte[] piece in Encoding.Latin1.GetBytes(First + Second).Chunk(size))
        {
            sent.Append(Encoding.Latin1.GetString(rewriter.Take(piece).Span));
        }

        Assert.Equal(
            "POST /a HTTP/1.1\r\nContent-Length: 8\r\nImpersonate-Group: a\r\nImpersonate-Group: b\r\n\r\n\u001f\r\n\r\nxyz"
            + "GET /b HTTP/1.1\r\nImpersonate-Group: c\r\nImpersonate-Group: d\r\n\r\n",
            sent.ToString());
    }

    [Fact]
    public void After_an_upgrade_nothing_is_touched()
    {
        RequestHeadRewriter rewriter = new();
        rewriter.Take("GET /exec HTTP/1.1\r\nUpgrade: websocket\r\n\r\n"u8.ToArray());
        byte[] frame = "X: a\u001fb\r\n\r\n"u8.ToArray();

        Assert.Equal(frame, rewriter.Take(frame).ToArray());
    }

    private static async Task SendAsync(KubeClient client, KubeRequest request)
    {
        using KubeResponse answer = await client.SendAsync(request);
        await answer.ReadAsBytesAsync();
    }

    private KubeClient Client(TlsServer server, Impersonation who) => new(new ClusterConfig
    {
        Server = server.Address,
        Trust = new ClusterTrust { CertificateAuthority = PemSource.FromText(_authority.Pem) },
        Impersonation = who,
    });
}
