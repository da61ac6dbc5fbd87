using System.Text.Json.Nodes;
using PodKube.Sandbox.Apply;
using PodKube.Sandbox.Schemas;

namespace PodKube.Sandbox.Tests.Apply;

public sealed class PatchTests
{
    [Theory]
    [InlineData("""{"a":[1,2]}""", """[{"op":"add","path":"/a/-","value":3}]""", """{"a":[1,2,3]}""")]
    [InlineData("""{"a":[1,2]}""", """[{"op":"remove","path":"/a/-1"}]""", """{"a":[1]}""")]
    [InlineData("""{"a/b":{"~":1}}""", """[{"op":"replace","path":"/a~1b/~0","value":2}]""", """{"a/b":{"~":2}}""")]
    [InlineData("""{"a":1}""", """[{"op":"move","from":"/a","path":"/b"}]""", """{"b":1}""")]
    [InlineData("""{"a":{"c":1}}""", """[{"op":"copy","from":"/a","path":"/b"},{"op":"test","path":"/b/c","value":1.0}]""", """{"a":{"c":1},"b":{"c":1}}""")]
    public void Json_patches_do_what_rfc_6902_says(string target, string patch, string expected)
    {
        var result = JsonPatch.Apply(Json(target), JsonNode.Parse(patch)!.AsArray());

        Assert.Equal(expected, result.ToJsonString());
    }

    [Theory]
    [InlineData("""[{"op":"replace","path":"/missing","value":1}]""")]
    [InlineData("""[{"op":"test","path":"/a","value":2}]""")]
    [InlineData("""[{"op":"add","path":"/x/y","value":1}]""")]
    [InlineData("""[{"op":"frob","path":"/a"}]""")]
    [InlineData("""[{"op":"add","path":"a","value":1}]""")]
    public void Json_patches_that_do_not_apply_are_refused(string patch) =>
        Assert.Throws<PatchException>(() => JsonPatch.Apply(Json("""{"a":1}"""), JsonNode.Parse(patch)!.AsArray()));

    [Fact]
    public void Merge_patches_merge_objects_and_remove_by_null()
    {
        var result = MergePatch.Apply(Json("""{"a":{"x":1,"y":2},"l":[1]}"""), Json("""{"a":{"x":null,"z":{"n":null,"m":3}},"l":[2]}"""));

        Assert.Equal("""{"a":{"y":2,"z":{"m":3}},"l":[2]}""", result.ToJsonString());
    }

    [Theory]
    [InlineData("""{"containers":[{"name":"a","image":"2"}]}""", """{"containers":[{"name":"a","image":"2","env":[{"name":"E","value":"1"}]},{"name":"b","image":"1"}]}""")]
    [InlineData("""{"containers":[{"name":"a","$patch":"delete"}]}""", """{"containers":[{"name":"b","image":"1"}]}""")]
    [InlineData("""{"containers":[{"$patch":"replace"},{"name":"c"}]}""", """{"containers":[{"name":"c"}]}""")]
    [InlineData("""{"$setElementOrder/containers":[{"name":"b"},{"name":"a"}],"containers":[{"name":"a","image":"2"}]}""", """{"containers":[{"name":"b","image":"1"},{"name":"a","image":"2","env":[{"name":"E","value":"1"}]}]}""")]
    [InlineData("""{"containers":[{"name":"a","env":[{"name":"F","value":"2"}]}]}""", """{"containers":[{"name":"a","image":"1","env":[{"name":"E","value":"1"},{"name":"F","value":"2"}]},{"name":"b","image":"1"}]}""")]
    public void Strategic_patches_merge_lists_by_key(string patch, string expected)
    {
        var schema = SchemaLibrary.Shared.Common("PodSpec");
        var target = Json("""{"containers":[{"name":"a","image":"1","env":[{"name":"E","value":"1"}]},{"name":"b","image":"1"}]}""");

        Assert.Equal(expected, StrategicMergePatch.Apply(schema, target, Json(patch)).ToJsonString());
    }

    [Fact]
    public void Strategic_patches_without_the_merge_key_are_refused() => Assert.Throws<PatchException>(() =>
        StrategicMergePatch.Apply(SchemaLibrary.Shared.Common("PodSpec"), Json("{}"), Json("""{"containers":[{"image":"x"}]}""")));

    private static JsonObject Json(string text) => JsonNode.Parse(text)!.AsObject();
}
