using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using PodKube.Sandbox.Hosting;
using PodKube.Sandbox.Registry;

namespace PodKube.Sandbox.Tests.Server;

/// <summary>Every route that is served gets every kind of broken body and header: none answers with a 500 but <see cref="KnownFault"/>, and the server goes on.</summary>
public sealed class MalformedRouteTests : IAsyncLifetime
{
    private static readonly string[] s_methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];

    private static readonly string[] s_types =
    [
        "application/json", "application/yaml", "application/merge-patch+json", "application/json-patch+json", "application/strategic-merge-patch+json",
        "application/apply-patch+yaml", "application/vnd.kubernetes.protobuf", "",
    ];

    private static readonly byte[][] s_bodies =
    [
        [],
        "{\"kind\":"u8.ToArray(),
        "[[[[1,{\"a\":[null]}]]]]"u8.ToArray(),
        "{\"metadata\":\"x\",\"spec\":7,\"status\":[],\"data\":true,\"rules\":{},\"subjects\":1}"u8.ToArray(),
        "{\"metadata\":{\"name\":{},\"labels\":[1],\"annotations\":3,\"ownerReferences\":{},\"finalizers\":5,\"managedFields\":\"x\"},\"spec\":{\"containers\":{},\"template\":[],\"selector\":1}}"u8.ToArray(),
        [.. "{\"metadata\":{\"name\":\""u8, 0xc3, 0x28, 0xed, 0xa0, 0x80, .. "\"}}"u8],
        [0x6b, 0x38, 0x73, 0x00, 0x0a, 0xff, 0xff, 0xff, 0xff, 0x0f],
        Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":[", 20_000))),
    ];

    private static readonly (string Name, string Value)[] s_headers =
    [
        ("Accept", ";;=,,q=x"), ("Accept", "application/json;as=Table;v=v9;g=meta.k8s.io"), ("Accept", new string('a', 8000)), ("Accept-Encoding", "gzip;q=nan"),
        ("Authorization", "Bearer "), ("Authorization", "Basic \u00e9"), ("Authorization", "Bearer a.b.c"), ("Authorization", "Bearer eyJhbGciOiJub25lIn0..x"),
        ("Impersonate-User", ""), ("Impersonate-Group", "x"), ("Impersonate-Extra-%zz", "x"), ("Impersonate-Uid", "1"),
        ("If-None-Match", "\"\"\""), ("Content-Encoding", "br"), ("Upgrade", "websocket"), ("Sec-WebSocket-Protocol", "v9,base64.binary.k8s.io"), ("User-Agent", "/////"),
    ];

    private static readonly string[] s_paths =
    [
        "/", "//", "/api", "/api/", "/api/v9", "/apis/", "/apis/x/", "/apis/apps/v1/namespaces//pods", "/api/v1/namespaces/default", "/api/v1/namespaces/default/pods/p/log",
        "/api/v1/namespaces/default/pods/p/exec", "/api/v1/namespaces/default/pods/p/attach", "/api/v1/namespaces/default/pods/p/portforward", "/api/v1/namespaces/default/pods/p/eviction",
        "/api/v1/namespaces/default/pods/p/binding", "/api/v1/namespaces/default/serviceaccounts/default/token", "/api/v1/watch/pods", "/api/v1/nodes/node-0/proxy/", "/openapi", "/openapi/v2",
        "/openapi/v3", "/openapi/v3/apis/apps/v1", "/openapi/v3/%2e%2e", "/version", "/healthz/x", "/livez", "/readyz/ping", "/openid/v1/jwks", "/.well-known/openid-configuration", "/metrics",
        "/api/v1/namespaces/%01/pods", "/api/v1/namespaces/default/pods/%2f", "/api/v1/namespaces/default/pods/\u0130", "/api/v1/pods/../../secrets",
    ];

    private SandboxServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await SandboxServer.StartAsync(new SandboxOptions { Nodes = 1 });

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task No_route_answers_with_a_500()
    {
        var number = 0;
        foreach (var path in _server.ControlPlane.Operations.Kinds.All.SelectMany(RoutesOf).Concat(s_paths))
        {
            foreach (var method in s_methods)
            {
                foreach (var body in s_bodies)
                {
                    // The types and headers take turns, so that each comes to each route with one body or another.
                    var type = s_types[number % s_types.Length];
                    var header = s_headers[number % s_headers.Length];
                    number++;
                    var status = await SendAsync(method, path, body, type, header);
                    Assert.True(status != 500, $"{method} {path} as {type} with {header.Name}: {header.Value} got a 500 for {Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, 200)))}");
                }
            }
        }
    }

    [Theory]
    [InlineData("POST", "/api/v1/namespaces/default/configmaps", "application/json")]
    [InlineData("PUT", "/apis/apps/v1/namespaces/default/deployments/x", "application/yaml")]
    [InlineData("PATCH", "/api/v1/namespaces/default/pods/x", "application/merge-patch+json")]
    [InlineData("PATCH", "/api/v1/namespaces/default/pods/x", "application/apply-patch+yaml")]
    [InlineData("DELETE", "/api/v1/namespaces/default/pods/x", "application/json")]
    [InlineData("POST", "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", "application/vnd.kubernetes.protobuf")]
    public async Task Huge_body_is_refused(string method, string path, string type)
    {
        var body = new byte[4 * 1024 * 1024];
        Array.Fill(body, (byte)'a');

        Assert.Contains(await SendAsync(method, path, body, type, ("Accept", "*/*")), (int[])[404, 413]);
    }

    [Theory]
    [InlineData("GET / HTTP/9.9\r\n\r\n")]
    [InlineData("GET /api\u0000 HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("POST /api/v1/namespaces HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n")]
    [InlineData("POST /api/v1/namespaces HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")]
    [InlineData("POST /api/v1/namespaces HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{")]
    [InlineData("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\u0001\u0002\u0003")]
    [InlineData("\u0016\u0003\u0001")]
    public async Task Server_goes_on_after_a_broken_connection(string sent)
    {
        using (var tcp = new TcpClient())
        {
            await tcp.ConnectAsync(IPAddress.Loopback, _server.Url.Port, TestContext.Current.CancellationToken);
            using var handler = _server.CreateHandler();
            await using var tls = new SslStream(tcp.GetStream());
            await tls.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions { TargetHost = "localhost", CertificateChainPolicy = handler.SslOptions.CertificateChainPolicy },
                TestContext.Current.CancellationToken);
            await tls.WriteAsync(Encoding.Latin1.GetBytes(sent), TestContext.Current.CancellationToken);
            tcp.Client.Shutdown(SocketShutdown.Send);
        }

        using var client = _server.CreateClient(_server.AdministratorToken);
        Assert.Equal("v1.36.2", (string)(await client.GetJsonAsync("/version"))["gitVersion"]!);
    }

    private static IEnumerable<string> RoutesOf(ResourceKind kind)
    {
        var root = $"/{(kind.Group.Length == 0 ? "api" : "apis/" + kind.Group)}/{kind.Version}/{(kind.Namespaced ? "namespaces/default/" : "")}{kind.Plural}";
        yield return root;
        yield return root + "/x";
        foreach (var subresource in kind.Subresources)
        {
            yield return $"{root}/x/{subresource.Name}";
        }
    }

    private async Task<int> SendAsync(string method, string path, byte[] body, string type, (string Name, string Value) header)
    {
        using var aborted = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        var context = new DefaultHttpContext { RequestAborted = aborted.Token };
        context.Request.Method = method;
        context.Request.Path = path.StartsWith('/') ? path : "/" + path;
        context.Request.Body = new MemoryStream(body);
        context.Request.ContentType = type;
        context.Request.Headers.Authorization = "Bearer " + _server.AdministratorToken;
        context.Request.Headers[header.Name] = header.Value;
        context.Response.Body = new MemoryStream();
        await _server.ControlPlane.HandleAsync(context);
        return KnownFault.Is(context) ? 400 : context.Response.StatusCode;
    }
}
