using PodKube.Client.Errors;
using PodKube.Client.Requests;
using PodKube.Client.Resources;
using PodKube.Client.Tests.Support;

namespace PodKube.Client.Tests.Resources;

public sealed class TableListerTests
{
    private const string Columns = """
        "columnDefinitions":[{"name":"Name","type":"string","format":"name","description":"Its name","priority":0},{"name":"Size","type":"integer","format":"","description":"","priority":1}]
        """;

    [Fact]
    public async Task Rows_have_the_servers_columns_and_the_whole_object()
    {
        FakeServer server = new(r => FakeServer.Json(r.Number == 1
            ? "{\"kind\":\"Table\",\"apiVersion\":\"meta.k8s.io/v1\",\"metadata\":{\"resourceVersion\":\"9\",\"continue\":\"t\"}," + Columns + ",\"rows\":[" + Row("a", 1) + "]}"
            : "{\"kind\":\"Table\",\"metadata\":{\"resourceVersion\":\"9\"}," + Columns + ",\"rows\":[" + Row("b", 2) + "]}"));
        using KubeClient client = Clients.Over(server);

        List<TableRow> rows = await client.ListTableAsync(Clients.Pods, new ListOptions { Namespace = "x", ChunkSize = 1 }).ToListAsync();

        Assert.Equal(["a", "b"], rows.Select(r => r.Cells[0].GetString()));
        Assert.Equal([1, 2], rows.Select(r => r.Cells[1].GetInt32()));
        Assert.Equal(["a", "b"], rows.Select(r => r.Item!.Name));
        Assert.Equal([("Name", 0), ("Size", 1)], rows[0].Columns.Select(c => (c.Name, c.Priority)));
        Assert.Equal("application/json;as=Table;v=v1;g=meta.k8s.io", server.Requests[0].Headers["Accept"]);
        Assert.Equal("/api/v1/namespaces/x/pods?limit=1&continue=t&includeObject=Object", server.Requests[1].PathAndQuery);
    }

    [Fact]
    public async Task A_server_that_makes_no_tables_says_so()
    {
        using KubeClient client = Clients.Over(new FakeServer(_ => FakeServer.Status(406, "NotAcceptable", "only the following media types are accepted: application/json")));

        KubeApiException e = await Assert.ThrowsAsync<KubeApiException>(() => client.ListTableAsync(Clients.Pods).ToListAsync());

        Assert.Equal(ErrorReason.NotAcceptable, e.Reason);
    }

    private static string Row(string name, int size) =>
        "{\"cells\":[\"" + name + "\"," + size + "],\"object\":{\"kind\":\"Pod\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"" + name + "\",\"namespace\":\"x\",\"uid\":\"u-" + name + "\"}}}";
}
