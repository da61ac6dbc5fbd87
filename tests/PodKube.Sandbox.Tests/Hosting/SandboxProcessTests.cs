using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace PodKube.Sandbox.Tests.Hosting;

/// <summary>What can differ between builds of the executable: that it starts, speaks, streams and ends.</summary>
public sealed class SandboxProcessTests(SandboxProcess sandbox) : IClassFixture<SandboxProcess>
{
    private const string Pods = "/api/v1/namespaces/default/pods";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Objects_are_created_applied_and_listed()
    {
        using var client = sandbox.CreateClient();
        await client.CreateAsync("/api/v1/namespaces/default/configmaps", """{"metadata":{"name":"made"},"data":{"a":"1"}}""");
        using var request = new HttpRequestMessage(HttpMethod.Patch, "/api/v1/namespaces/default/configmaps/made?fieldManager=test&force=true")
        {
            Content = new StringContent("apiVersion: v1\nkind: ConfigMap\ndata: {a: '2'}\n", Encoding.UTF8, "application/apply-patch+yaml"),
        };
        using var applied = await client.SendAsync(request, Token);

        Assert.Equal("2", (string)(await applied.ReadJsonAsync())["data"]!["a"]!);
        Assert.Contains((await client.GetJsonAsync("/api/v1/configmaps?limit=500"))["items"]!.AsArray(), item => (string)item!["metadata"]!["name"]! == "made");
        client.DefaultRequestHeaders.TryAddWithoutValidation("Accept", "application/json;as=Table;v=v1;g=meta.k8s.io");
        Assert.Equal("Table", (string)(await client.GetJsonAsync("/api/v1/nodes"))["kind"]!);
    }

    [Fact]
    public async Task Watch_tells_what_happens()
    {
        using var client = sandbox.CreateClient();
        await using var stream = await client.GetStreamAsync(new Uri("/api/v1/namespaces/default/secrets?watch=true&resourceVersion=0", UriKind.Relative), Token);
        using var reader = new StreamReader(stream);
        await client.CreateAsync("/api/v1/namespaces/default/secrets", """{"metadata":{"name":"watched"}}""");

        var change = JsonNode.Parse((await reader.ReadLineAsync(Token))!)!;

        Assert.Equal("ADDED", (string)change["type"]!);
        Assert.Equal("watched", (string)change["object"]!["metadata"]!["name"]!);
    }

    [Fact]
    public async Task Command_runs_in_a_pod()
    {
        using var client = sandbox.CreateClient();
        await client.CreateAsync(Pods, """{"metadata":{"name":"run"},"spec":{"containers":[{"name":"c","image":"i"}]}}""");
        await WaitUntilRunningAsync(client, "run");
        using var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("v5.channel.k8s.io");
        using var invoker = new HttpMessageInvoker(sandbox.CreateHandler());
        var url = new UriBuilder(new Uri(client.BaseAddress!, Pods + "/run/exec?stdout=1&command=echo&command=hello")) { Scheme = "wss" };
        await socket.ConnectAsync(url.Uri, invoker, Token);
        var frame = new byte[256];

        var result = await socket.ReceiveAsync(frame.AsMemory(), Token);

        Assert.Equal("\u0001hello\n", Encoding.UTF8.GetString(frame, 0, result.Count));
    }

    [Fact]
    public async Task Child_keeps_its_environment_and_its_exit_code()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The command is a POSIX shell's.");
        var start = SandboxProcess.Command("run", "sh", "-c", "echo \"$SSL_CERT_FILE\"; test -s \"$PODKUBE_SERVICEACCOUNT/token\" && exit 7");
        start.Environment["SSL_CERT_FILE"] = "/of/the/parent";
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);

        Assert.Equal("/of/the/parent\n", output);
        Assert.Equal(7, process.ExitCode);
    }

    private static async Task WaitUntilRunningAsync(HttpClient client, string name)
    {
        await using var stream = await client.GetStreamAsync(
            new Uri($"{Pods}?watch=true&resourceVersion=0&fieldSelector=metadata.name%3D{name}", UriKind.Relative), Token);
        using var reader = new StreamReader(stream);
        while ((string?)JsonNode.Parse((await reader.ReadLineAsync(Token))!)!["object"]!["status"]!["phase"] != "Running")
        {
            // The next event may say it.
        }
    }
}
