using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;
using PodKube.Sandbox.Pki;

namespace PodKube.Sandbox.Tests.Aggregation;

/// <summary>A small extension API server on loopback that remembers how it was asked.</summary>
internal sealed class ExtensionServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly CertificateAuthority _authority;
    private readonly X509Certificate2 _certificate;

    private ExtensionServer(WebApplication application, CertificateAuthority authority, X509Certificate2 certificate)
    {
        _application = application;
        _authority = authority;
        _certificate = certificate;
    }

    public string AuthorityPem => _authority.Pem;

    public int Port => new Uri(_application.Urls.First()).Port;

    /// <summary>The headers of each request, and under "certificate" the name that the client's certificate holds.</summary>
    public ConcurrentQueue<Dictionary<string, string>> Requests { get; } = [];

    public static async Task<ExtensionServer> StartAsync(string host)
    {
        var authority = CertificateAuthority.Create("extension-ca", TimeProvider.System);
        var certificate = authority.IssueServer(host, [host], [IPAddress.Loopback]);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(new HttpsConnectionAdapterOptions
        {
            ServerCertificate = certificate,
            ClientCertificateMode = ClientCertificateMode.AllowCertificate,
            ClientCertificateValidation = (_, _, _) => true,
        })));
        var application = builder.Build();
        var server = new ExtensionServer(application, authority, certificate);
        application.Run(server.AnswerAsync);
        await application.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        _certificate.Dispose();
        _authority.Dispose();
    }

    private Task AnswerAsync(HttpContext context)
    {
        var seen = context.Request.Headers.ToDictionary(header => header.Key, header => string.Join('|', header.Value.ToArray()), StringComparer.OrdinalIgnoreCase);
        seen["certificate"] = context.Connection.ClientCertificate?.GetNameInfo(X509NameType.SimpleName, false) ?? "";
        seen["path"] = context.Request.Path + context.Request.QueryString;
        Requests.Enqueue(seen);
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(context.Request.Path.Value switch
        {
            "/apis/hello.podkube.dev/v1" => """{"kind":"APIResourceList","apiVersion":"v1","groupVersion":"hello.podkube.dev/v1","resources":[{"name":"greetings","singularName":"greeting","namespaced":true,"kind":"Greeting","verbs":["get","list"]},{"name":"greetings/status","singularName":"","namespaced":true,"kind":"Greeting","verbs":["get"]}]}""",
            "/openapi/v3" => """{"paths":{"apis/hello.podkube.dev/v1":{"serverRelativeURL":"/openapi/v3/apis/hello.podkube.dev/v1?hash=1"},"version":{"serverRelativeURL":"/x"}}}""",
            "/openapi/v3/apis/hello.podkube.dev/v1" => """{"openapi":"3.0.0","components":{"schemas":{"dev.podkube.hello.v1.Greeting":{"type":"object"}}}}""",
            "/openapi/v2" => """{"swagger":"2.0","paths":{"/apis/hello.podkube.dev/v1/greetings":{"get":{"operationId":"listGreeting"}},"/version/":{}},"definitions":{"dev.podkube.hello.v1.Greeting":{"type":"object"}}}""",
            _ => """{"kind":"GreetingList","apiVersion":"hello.podkube.dev/v1","metadata":{},"items":[]}""",
        });
    }
}
