using System.Text;
using System.Text.Json;
using PodKube.Client.Resources;
using PodKube.Client.Tests.Support;

namespace PodKube.Client.Tests.Resources;

public sealed class ListCutterTests
{
    public static TheoryData<string> Lists => new()
    {
        """{"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"9","continue":"tok","remainingItemCount":4},"items":[{"metadata":{"name":"a"}},{"metadata":{"name":"b"},"x":[{"}":"]"}]}]}""",
        """{"items":[{"metadata":{"name":"a"}},{"metadata":{"name":"b"},"x":[{"}":"]"}]}],"metadata":{"remainingItemCount":4,"continue":"tok","resourceVersion":"9"},"kind":"PodList"}""",
        "{\n \"kind\" : \"PodList\",\n \"metadata\": { \"resourceVersion\": \"9\",\n \"continue\": \"tok\", \"remainingItemCount\": 4 },\n \"items\": [ {\"metadata\":{\"name\":\"a\"}} , {\"metadata\":{\"name\":\"b\"},\"x\":[{\"}\":\"]\"}]} ]\n}\n",
    };

    [Theory]
    [MemberData(nameof(Lists))]
    public void Items_come_out_the_same_however_the_bytes_arrive(string list)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(list);
        foreach (int size in (int[])[1, 2, 3, 7, 64, 4096])
        {
            (ListCutter cutter, List<KubeObject> items) = Feed(bytes, size);
            using (cutter)
            {
                Assert.Equal(["""{"metadata":{"name":"a"}}""", """{"metadata":{"name":"b"},"x":[{"}":"]"}]}"""], items.Select(i => Encoding.UTF8.GetString(i.Json.Span)));
                Assert.Equal(("9", "tok", 4), (cutter.Envelope.ResourceVersion, cutter.Envelope.Continue, cutter.Envelope.RemainingItemCount));
                Assert.Equal("PodList", cutter.Envelope.Kind);
                Assert.True(cutter.IsComplete);
            }
        }
    }

    [Fact]
    public void Items_get_the_type_that_the_list_is_of_and_keep_their_own()
    {
        (ListCutter cutter, List<KubeObject> items) = Feed("""{"items":[{"metadata":{}},{"kind":"Own","apiVersion":"x/v1"},{"spec":{"kind":"inner"}}]}"""u8.ToArray(), 5);
        cutter.Dispose();

        Assert.Equal(["Pod", "Own", "Pod"], items.Select(i => i.Kind));
        Assert.Equal(["v1", "x/v1", "v1"], items.Select(i => i.ApiVersion));
    }

    [Fact]
    public void An_item_larger_than_the_buffer_arrives_whole()
    {
        string large = new('x', 3_000_000);
        byte[] bytes = Encoding.UTF8.GetBytes($$"""{"metadata":{},"items":[{"a":1},{"data":"{{large}}"},{"b":2}]}""");

        (ListCutter cutter, List<KubeObject> items) = Feed(bytes, 16 * 1024);
        cutter.Dispose();

        Assert.Equal([7, large.Length + 11, 7], items.Select(i => i.Json.Length));
    }

    [Fact]
    public void Rows_of_a_table_are_cut_and_the_columns_kept()
    {
        byte[] table = """{"kind":"Table","metadata":{"resourceVersion":"3"},"columnDefinitions":[{"name":"Name"}],"rows":[{"cells":["a"]},{"cells":["b"]}]}"""u8.ToArray();

        (ListCutter cutter, List<KubeObject> rows) = Feed(table, 10, "rows");
        using (cutter)
        {
            Assert.Equal(2, rows.Count);
            Assert.Equal("""[{"name":"Name"}]""", Encoding.UTF8.GetString(cutter.Envelope.Member("columnDefinitions")!.Value.Span));
        }
    }

    [Theory]
    [InlineData("""{"items":null,"metadata":{"resourceVersion":"1"}}""")]
    [InlineData("""{"items":[],"metadata":{"resourceVersion":"1"}}""")]
    [InlineData("""{"metadata":{"resourceVersion":"1"}}""")]
    public void A_list_without_items_is_an_empty_one(string list)
    {
        (ListCutter cutter, List<KubeObject> items) = Feed(Encoding.UTF8.GetBytes(list), 3);
        using (cutter)
        {
            Assert.Empty(items);
            Assert.True(cutter.IsComplete);
            Assert.Equal("1", cutter.Envelope.ResourceVersion);
        }
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{\"items\":[{]}")]
    [InlineData("{\"items\":[{\"a\":1}")]
    [InlineData("<html>")]
    public void What_is_no_list_is_an_error(string text) => Assert.ThrowsAny<JsonException>(() => Feed(Encoding.UTF8.GetBytes(text), 4));

    [Fact]
    public void A_real_list_is_cut_into_the_same_objects_as_a_parser_sees()
    {
        byte[] bytes = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Fixtures", "pods.json"));
        using JsonDocument whole = JsonDocument.Parse(bytes);

        (ListCutter cutter, List<KubeObject> items) = Feed(bytes, 1500);
        cutter.Dispose();

        Assert.Equal(whole.RootElement.GetProperty("items").EnumerateArray().Select(i => i.GetRawText()), items.Select(i => Encoding.UTF8.GetString(i.Json.Span)));
        Assert.All(items, i => Assert.StartsWith("web-", i.Name, StringComparison.Ordinal));
        Assert.All(items, i => Assert.Equal(new KubeObject(i.Json).EnumerateFields().ToArray(), i.EnumerateFields().ToArray()));
    }

    private static (ListCutter Cutter, List<KubeObject> Items) Feed(byte[] bytes, int size, string arrayName = "items")
    {
        ListCutter cutter = new(Clients.Pods, arrayName);
        List<KubeObject> items = [];
        for (int start = 0; start < bytes.Length; start += size)
        {
            ReadOnlySpan<byte> piece = bytes.AsSpan(start, Math.Min(size, bytes.Length - start));
            piece.CopyTo(cutter.GetRoom().Span);
            cutter.Take(piece.Length, items);
        }

        cutter.Take(0, items);
        return (cutter, items);
    }
}
