using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using PodKube.Client.Yaml;

namespace PodKube.Client.Tests.Yaml;

public sealed class RoundTripTests
{
    // What makes YAML hard: its indicators, words and numbers of both versions, white space and line breaks of every kind.
    private static readonly string[] s_pieces =
    [
        "a",
        "b",
        "x",
        " ",
        "  ",
        "\n",
        "\n\n",
        "\t",
        ":",
        "#",
        "-",
        "'",
        "\"",
        "\\",
        "0",
        "1",
        "_",
        ".",
        "e",
        "+",
        "y",
        "n",
        "~",
        "|",
        ">",
        "&",
        "*",
        "!",
        "%",
        "@",
        "`",
        "{",
        "}",
        "[",
        "]",
        ",",
        "?",
        "=",
        "<<",
        "é",
        "\u2028",
        "\uFEFF",
        "\u0085",
        "\r",
        "\0",
        "\u001B",
        "😀",
        "日本",
        "yes",
        "null",
        "true",
        "0x",
        "0o",
        "2001-01-01",
        "12:30",
        "\u00A0",
        "---",
        "...",
        "\u007F",
        "\uFFFE",
        "\u0080",
    ];

    private static readonly string[] s_numbers =
    [
        "0",
        "1",
        "-5",
        "1.5",
        "-0.25",
        "1e+21",
        "1e-7",
        "9223372036854775807",
        "-9223372036854775808",
        "18446744073709551615",
        "123456.789",
        "1.5e+300",
    ];

    [Fact]
    public void An_object_written_and_read_is_equal_and_its_text_stays_the_same()
    {
        Arbitrary<JsonNode> objects = Arb.From(Objects(4));

        Prop.ForAll(objects, node => RoundTrips(node.ToJsonString())).Check(FsCheck.Config.QuickThrowOnFailure.WithMaxTest(3000));
    }

    [Fact]
    public void A_string_written_and_read_is_equal_wherever_it_stands()
    {
        Prop.ForAll(
                Arb.From(Strings()),
                text =>
                    RoundTrips(
                        new JsonObject
                        {
                            ["value"] = text,
                            [text] = new JsonObject
                            {
                                ["nested"] = text,
                                [text] = new JsonArray(text, new JsonArray(text), new JsonObject { [text] = text }),
                            },
                        }.ToJsonString()
                    )
            )
            .Check(FsCheck.Config.QuickThrowOnFailure.WithMaxTest(3000));
    }

    private static bool RoundTrips(string json)
    {
        string yaml = KubeYamlWriter.Write(Encoding.UTF8.GetBytes(json));
        YamlDocument read = Assert.Single(KubeYamlReader.Read(yaml));
        Assert.Equal(yaml, KubeYamlWriter.Write(read.Json.Span));
        JsonNode expected = JsonNode.Parse(json)!;
        JsonNode actual = JsonNode.Parse(read.Json.Span)!;
        Assert.True(JsonNode.DeepEquals(expected, actual), $"{json}\n{yaml}");
        Assert.Equal(expected.AsObject().Select(field => field.Key), actual.AsObject().Select(field => field.Key));
        return true;
    }

    private static Gen<string> Strings() =>
        Gen.Choose(0, 8).SelectMany(length => Gen.Elements(s_pieces).ArrayOf(length)).Select(string.Concat);

    private static Gen<JsonNode> Objects(int depth) =>
        from keys in Gen.Choose(1, 4).SelectMany(length => Strings().ArrayOf(length))
        from values in Values(depth - 1).ArrayOf(keys.Length)
        select (JsonNode)ToObject(keys, values);

    private static Gen<JsonNode?> Values(int depth)
    {
        Gen<JsonNode?> leaf = Gen.Frequency(
            (6, Strings().Select(text => (JsonNode?)JsonValue.Create(text))),
            (2, Gen.Elements(s_numbers).Select(number => JsonNode.Parse(number))),
            (1, Gen.Elements("true", "false", "null").Select(word => JsonNode.Parse(word)))
        );
        if (depth == 0)
        {
            return leaf;
        }

        return Gen.Frequency(
            (3, leaf),
            (
                1,
                Gen.Choose(0, 3)
                    .SelectMany(length => Values(depth - 1).ArrayOf(length))
                    .Select(items => (JsonNode?)new JsonArray([.. items.Select(Copy)]))
            ),
            (1, Objects(depth).Select(node => (JsonNode?)node)),
            (1, Gen.Constant((JsonNode?)new JsonObject()))
        );
    }

    private static JsonObject ToObject(string[] keys, JsonNode?[] values)
    {
        JsonObject result = [];
        foreach ((string key, JsonNode? value) in keys.Zip(values))
        {
            result[key] = Copy(value);
        }

        return result;
    }

    // A generated node may come up twice, and a node has one parent.
    private static JsonNode? Copy(JsonNode? node) => node?.DeepClone();
}
