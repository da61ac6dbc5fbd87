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
        Assert.Equal(["a", "b"], rows.Select(r => r.Item.Name));
        Assert.Equal([("Name", 0), ("Size", 1)], rows[0].Columns.Select(c => (c.Name, c.Priority)));
        Assert.Equal("application/json;as=Table;v=v1;g=meta.k8s.io,application/json", server.Requests[0].Headers["Accept"]);
        Assert.Equal("/api/v1/namespaces/x/pods?limit=1&continue=t&includeObject=Object", server.Requests[1].PathAndQuery);
    }

    [Fact]
    public async Task A_server_that_makes_no_tables_gives_plain_objects_without_columns()
    {
        FakeServer server = new(_ => FakeServer.Json("""{"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"9"},"items":[{"metadata":{"name":"a"},"spec":{}}]}"""));
        using KubeClient client = Clients.Over(server);

        TableRow row = Assert.Single(await client.ListTableAsync(Clients.Pods).ToListAsync());

        Assert.Equal(("a", "Pod", 0, 0), (row.Item.Name, row.Item.Kind, row.Columns.Count, row.Cells.Count));
    }

    [Fact]
    public async Task Where_the_objects_of_a_table_are_not_whole_the_plain_list_is_read()
    {
        FakeServer server = new(r => FakeServer.Json(r.PathAndQuery.Contains("includeObject", StringComparison.Ordinal)
            ? "{\"kind\":\"Table\",\"metadata\":{}," + Columns + ",\"rows\":[" + Row("a", 1).Replace("\"Pod\"", "\"PartialObjectMetadata\"", StringComparison.Ordinal) + "]}"
            : """{"kind":"PodList","metadata":{},"items":[{"metadata":{"name":"a"},"spec":{"nodeName":"n"}}]}"""));
        using KubeClient client = Clients.Over(server);

        TableRow row = Assert.Single(await client.ListTableAsync(Clients.Pods).ToListAsync());

        Assert.True(row.Item.TryGetField("spec", out _));
        Assert.Empty(row.Columns);
    }

    [Fact]
    public async Task One_object_is_read_as_a_table_of_one_row()
    {
        FakeServer server = new(_ => FakeServer.Json("{\"kind\":\"Table\",\"metadata\":{}," + Columns + ",\"rows\":[" + Row("a", 7) + "]}"));
        using KubeClient client = Clients.Over(server);

        TableRow row = await client.GetTableAsync(Clients.Pods, "x", "a");

        Assert.Equal(("a", "Pod", 7), (row.Item.Name, row.Item.Kind, row.Cells[1].GetInt32()));
        Assert.Equal("/api/v1/namespaces/x/pods/a?includeObject=Object", server.Requests[0].PathAndQuery);
    }

    [Theory]
    [InlineData("""{"kind":"Pod","apiVersion":"v1","metadata":{"name":"a"},"spec":{}}""")]
    [InlineData("""{"apiVersion":"v1","metadata":{"name":"a"},"spec":{},"rows":[{"x":1}]}""")]
    public async Task One_object_of_a_server_that_makes_no_tables_is_read_as_it_is(string json)
    {
        using KubeClient client = Clients.Over(new FakeServer(_ => FakeServer.Json(json)));

        TableRow row = await client.GetTableAsync(Clients.Pods, "x", "a");

        Assert.Equal(("a", 0), (row.Item.Name, row.Columns.Count));
        Assert.True(row.Item.TryGetField("spec", out _));
    }

    private static string Row(string name, int size) =>
        "{\"cells\":[\"" + name + "\"," + size + "],\"object\":{\"kind\":\"Pod\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"" + name + "\",\"namespace\":\"x\",\"uid\":\"u-" + name + "\"}}}";
}
