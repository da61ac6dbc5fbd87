using System.Text.Json.Nodes;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Schemas;

namespace PodKube.Sandbox.Tests.Schemas;

public sealed class TypedDecoderTests
{
    [Theory]
    [InlineData("""{"spec":{"containers":"x"}}""", "json: cannot unmarshal string into Go struct field PodSpec.spec.containers of type []v1.Container")]
    [InlineData("""{"spec":{"containers":[{"ports":[{"containerPort":"80"}]}]}}""", "json: cannot unmarshal string into Go struct field ContainerPort.spec.containers.ports.containerPort of type int32")]
    [InlineData("""{"metadata":{"labels":{"a":1}}}""", "json: cannot unmarshal number into Go struct field ObjectMeta.metadata.labels of type string")]
    [InlineData("""{"spec":{"restartPolicy":{}}}""", "json: cannot unmarshal object into Go struct field PodSpec.spec.restartPolicy of type v1.RestartPolicy")]
    [InlineData("""{"spec":{"containers":[{"resources":{"limits":{"cpu":"a lot"}}}]}}""", Quantity.ParseError)]
    public void Values_of_a_wrong_type_are_refused_in_the_words_of_go(string pod, string message)
    {
        var failure = Assert.Throws<DecodeException>(() => Decode("Pod", pod));

        Assert.Equal(message, failure.Message);
    }

    [Fact]
    public void Unknown_fields_are_reported_with_their_path_and_dropped()
    {
        var unknown = new List<string>();
        var schema = SchemaLibrary.Shared.Find("", "v1", "Pod")!;

        var pod = TypedDecoder.Decode(schema, Json("""{"sepc":{},"spec":{"containers":[{"name":"a","immage":"b"}]}}"""), defaults: false, unknown.Add);

        Assert.Equal(["spec.containers[0].immage", "sepc"], unknown);
        Assert.False(pod.ContainsKey("sepc"));
    }

    [Fact]
    public void Empty_optional_values_are_left_out_and_defaults_come()
    {
        var pod = Decode("Pod", """{"metadata":{"labels":{}},"spec":{"hostNetwork":false,"nodeName":"","volumes":[],"containers":[{"name":"a","ports":[{"containerPort":1}]}]}}""");

        Assert.Equal("{}", pod["metadata"]!.ToJsonString());
        Assert.False(pod["spec"]!.AsObject().ContainsKey("volumes"));
        Assert.Equal("Always", (string)pod["spec"]!["restartPolicy"]!);
        Assert.Equal("TCP", (string)pod["spec"]!["containers"]![0]!["ports"]![0]!["protocol"]!);
    }

    [Fact]
    public void Every_field_of_every_schema_has_a_type()
    {
        foreach (var kind in KindRegistry.CreateBuiltIn().All)
        {
            Assert.NotNull(SchemaLibrary.Shared.Find(kind.Group, kind.Version, kind.Kind));
            Visit(kind.Schema, []);
        }
    }

    [Theory]
    [InlineData("1000m", "1")]
    [InlineData("0.5", "500m")]
    [InlineData("1024Mi", "1Gi")]
    [InlineData("1500Mi", "1500Mi")]
    [InlineData("100Ki", "100Ki")]
    [InlineData("1.5Gi", "1536Mi")]
    [InlineData("1e3", "1e3")]
    [InlineData("0", "0")]
    [InlineData("-2k", "-2k")]
    [InlineData("0.0000000001", "1n")]
    public void Quantities_become_canonical(string text, string canonical)
    {
        Assert.True(Quantity.TryParse(text, out var quantity));
        Assert.Equal(canonical, quantity.ToString());
    }

    private static JsonObject Decode(string kind, string json) =>
        TypedDecoder.Decode(SchemaLibrary.Shared.Find("", "v1", kind)!, Json(json), defaults: true);

    private static JsonObject Json(string text) => JsonNode.Parse(text)!.AsObject();

    private static void Visit(TypeSchema type, HashSet<string> seen)
    {
        if (type.Element is not null)
        {
            Visit(type.Element, seen);
        }

        if (type.Type != SchemaType.Struct || !seen.Add(type.GoName))
        {
            return;
        }

        foreach (var field in type.Fields)
        {
            Visit(field.Type, seen);
        }
    }
}
