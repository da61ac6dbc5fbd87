using System.Text;
using System.Text.Json;
using PodKube.Client.Resources;

namespace PodKube.Client.Tests.Resources;

public sealed class KubeObjectTests
{
    [Theory]
    [InlineData("""{"metadata":{"name":"web","namespace":"a","uid":"u1","resourceVersion":"7"},"spec":{"name":"wrong"}}""")]
    [InlineData("""{"spec":{"metadata":{"name":"wrong"}},"metadata":{"labels":{"name":"wrong"},"resourceVersion":"7","uid":"u1","namespace":"a","name":"web"}}""")]
    public void The_identity_comes_from_the_metadata_alone(string json)
    {
        KubeObject pod = new(Encoding.UTF8.GetBytes(json), "v1", "Pod");

        Assert.Equal(("web", "a", "u1", "7"), (pod.Name, pod.Namespace, pod.Uid, pod.ResourceVersion));
        Assert.Equal(("v1", "Pod"), (pod.ApiVersion, pod.Kind));
        Assert.Equal("Pod a/web", pod.ToString());
    }

    [Fact]
    public void The_objects_own_type_wins()
    {
        KubeObject item = Make("""{"metadata":{"name":"x"},"kind":"Deployment","apiVersion":"apps/v1"}""", "v1", "List");

        Assert.Equal(("apps/v1", "Deployment"), (item.ApiVersion, item.Kind));
        Assert.True(item.HasTypeMeta);
    }

    [Theory]
    [InlineData("{}", """{"apiVersion":"v1","kind":"Pod"}""")]
    [InlineData("""{ "metadata":{"name":"x"} }""", """{"apiVersion":"v1","kind":"Pod","metadata":{"name":"x"} }""")]
    [InlineData("""{"kind":"Pod","metadata":{}}""", """{"apiVersion":"v1","kind":"Pod","metadata":{}}""")]
    [InlineData("""{"metadata":{},"kind":"Pod","apiVersion":"v1"}""", """{"metadata":{},"kind":"Pod","apiVersion":"v1"}""")]
    public void It_is_written_with_its_type_first_and_otherwise_unchanged(string json, string expected) =>
        Assert.Equal(expected, Encoding.UTF8.GetString(Make(json, "v1", "Pod").ToUtf8Json()));

    [Fact]
    public void Fields_are_slices_in_the_servers_order()
    {
        byte[] json = Encoding.UTF8.GetBytes("""{ "metadata" : {"name":"x"} , "data":{"a":"}\"{"}, "list":[1,[2]], "n":1.50, "t":true, "z":null, "é\n":"u" }""");
        KubeObject item = new(json);

        KubeField[] fields = [.. item.EnumerateFields()];

        Assert.Equal(["metadata", "data", "list", "n", "t", "z", "é\n"], fields.Select(f => f.Name));
        Assert.Equal(
            ["""{"name":"x"}""", """{"a":"}\"{"}""", "[1,[2]]", "1.50", "true", "null", "\"u\""],
            fields.Select(f => Encoding.UTF8.GetString(f.Value.Span)));
        Assert.True(fields[1].Value.Span.Overlaps(json));
        Assert.True(item.TryGetField("data", out ReadOnlyMemory<byte> data) && data.Equals(fields[1].Value));
        Assert.False(item.TryGetField("nope", out _));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"a\":")]
    [InlineData("{\"a\":1,}")]
    public void Broken_bytes_are_an_error_and_no_endless_walk(string json) =>
        Assert.ThrowsAny<JsonException>(() => Make(json, "", "").EnumerateFields().ToList());

    private static KubeObject Make(string json, string apiVersion, string kind) => new(Encoding.UTF8.GetBytes(json), apiVersion, kind);
}
