using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using PodKube.Client.Patches;

namespace PodKube.Client.Tests.Patches;

public sealed class MergePatchTests
{
    [Theory]
    [InlineData("""{"a":1}""", """{"a":1}""", "{}")]
    [InlineData("""{"a":1,"b":2}""", """{"b":2,"a":1.0}""", "{}")]
    [InlineData("""{"a":1}""", """{"a":2}""", """{"a":2}""")]
    [InlineData("""{"a":1}""", "{}", """{"a":null}""")]
    [InlineData("{}", """{"a":{"b":1}}""", """{"a":{"b":1}}""")]
    [InlineData("{}", """{"a":{}}""", """{"a":{}}""")]
    [InlineData("""{"a":{"b":1,"c":2}}""", """{"a":{"b":1,"c":3}}""", """{"a":{"c":3}}""")]
    [InlineData("""{"a":{"b":1,"c":2}}""", """{"a":{"b":1}}""", """{"a":{"c":null}}""")]
    [InlineData("""{"a":{"b":1}}""", """{"a":{}}""", """{"a":{"b":null}}""")]
    [InlineData("""{"a":[1,2]}""", """{"a":[1,3]}""", """{"a":[1,3]}""")]
    [InlineData("""{"a":{"b":1}}""", """{"a":5}""", """{"a":5}""")]
    [InlineData("""{"a":5}""", """{"a":{"b":1}}""", """{"a":{"b":1}}""")]
    [InlineData("""{"a":null}""", """{"a":null}""", "{}")]
    [InlineData("{}", """{"a":null}""", "{}")]
    [InlineData("{}", """{"a":{"b":null,"c":1}}""", """{"a":{"c":1}}""")]
    [InlineData("""{"a":1.50,"b":9007199254740993}""", """{"a":1.50,"b":9007199254740994}""", """{"b":9007199254740994}""")]
    public void The_patch_holds_the_difference_alone(string before, string after, string patch) =>
        Assert.Equal(patch, Create(before, after));

    [Fact]
    public void A_null_that_a_patch_cannot_set_is_refused_by_its_path()
    {
        ArgumentException failure = Assert.Throws<ArgumentException>(() => Create("""{"spec":{"a":1}}""", """{"spec":{"a":null}}"""));

        Assert.Contains("'spec.a'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_null_removes_the_field_where_that_is_what_it_stands_for() => Assert.Equal(
        """{"spec":{"a":null}}""",
        Encoding.UTF8.GetString(MergePatch.Create("""{"spec":{"a":1}}"""u8.ToArray(), """{"spec":{"a":null}}"""u8.ToArray(), nullRemoves: true)));

    [Theory]
    [InlineData("[]", "{}")]
    [InlineData("{}", "1")]
    public void Only_objects_are_patched(string before, string after) => Assert.Throws<ArgumentException>(() => Create(before, after));

    [Fact]
    public void Applying_the_patch_gives_the_second_object()
    {
        Gen<JsonNode> values = Values(3);
        Gen<(JsonObject, JsonObject)> pairs = from left in values from right in values select (Wrap(left), Wrap(right));

        Prop.ForAll(
                Arb.From(pairs),
                pair =>
                {
                    string patch = Create(pair.Item1.ToJsonString(), pair.Item2.ToJsonString());
                    JsonNode? patched = Apply(pair.Item1, JsonNode.Parse(patch));
                    return JsonNode.DeepEquals(patched, pair.Item2);
                }
            )
            .Check(FsCheck.Config.QuickThrowOnFailure.WithMaxTest(1000));
    }

    private static JsonObject Wrap(JsonNode value) => new() { ["v"] = value.DeepClone() };

    private static Gen<JsonNode> Values(int depth)
    {
        Gen<JsonNode> leaf = Gen.Choose(0, 3).Select(number => (JsonNode)JsonValue.Create(number));
        if (depth == 0)
        {
            return leaf;
        }

        Gen<JsonNode> map =
            from keys in Gen.SubListOf<string>("a", "b", "c")
            from values in Values(depth - 1).ArrayOf(keys.Count)
            select (JsonNode)new JsonObject(keys.Zip(values, (key, value) => KeyValuePair.Create(key, (JsonNode?)value.DeepClone())));
        Gen<JsonNode> list = Values(depth - 1)
            .ArrayOf(2)
            .Select(items => (JsonNode)new JsonArray([.. items.Select(item => item.DeepClone())]));
        return Gen.Frequency((1, leaf), (3, map), (1, list));
    }

    // The algorithm of RFC 7386, section 2, as it stands there.
    private static JsonNode? Apply(JsonNode? target, JsonNode? patch)
    {
        if (patch is not JsonObject changes)
        {
            return patch?.DeepClone();
        }

        JsonObject result = target is JsonObject map ? map.DeepClone().AsObject() : [];
        foreach ((string name, JsonNode? value) in changes)
        {
            if (value is null)
            {
                result.Remove(name);
            }
            else
            {
                result[name] = Apply(result[name], value);
            }
        }

        return result;
    }

    private static string Create(string before, string after) =>
        Encoding.UTF8.GetString(MergePatch.Create(Encoding.UTF8.GetBytes(before), Encoding.UTF8.GetBytes(after)));
}
