using System.Text;
using System.Text.Json;
using PodKube.Client.Yaml;

namespace PodKube.Client.Tests.Yaml;

public sealed class KubeYamlWriterTests
{
    [Fact]
    public void The_layout_is_that_of_kubectl()
    {
        const string Json = """
            {"kind":"Pod","a":{},"b":[],"c":[["x",["z"]],{"k":[1,{"l":[2]}],"m":null},{},[]],
             "d":["x\ny\n",{"k":" x\ny\n"}],"e":{"f":{"g":true}},"h":["p","q"]}
            """;

        Assert.Equal(
            """
            kind: Pod
            a: {}
            b: []
            c:
            - - x
              - - z
            - k:
              - 1
              - l:
                - 2
              m: null
            - {}
            - []
            d:
            - |
              x
              y
            - k: |2
                 x
                y
            e:
              f:
                g: true
            h:
            - p
            - q

            """,
            Write(Json)
        );
    }

    [Theory]
    [InlineData("web")]
    [InlineData("-a")]
    [InlineData("?a")]
    [InlineData(":a")]
    [InlineData("a]")]
    [InlineData("a,b")]
    [InlineData("a#b")]
    [InlineData("a'b")]
    [InlineData("a\"b")]
    [InlineData("a\\b")]
    [InlineData("k:v")]
    [InlineData("http://a/b")]
    [InlineData("nULL")]
    [InlineData("yesterday")]
    [InlineData("1.2.3")]
    [InlineData("1.27.3-alpine")]
    [InlineData("100m")]
    [InlineData("128Mi")]
    [InlineData("10.0.0.1")]
    [InlineData("10.0.0.0/24")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("grüße 日本 😀")]
    public void Strings_that_every_reader_takes_for_themselves_stay_plain(string text) => Assert.Equal(text, Scalar(text));

    [Theory]
    [InlineData("")]
    [InlineData("y")]
    [InlineData("No")]
    [InlineData("on")]
    [InlineData("true")]
    [InlineData("~")]
    [InlineData("null")]
    [InlineData("012")]
    [InlineData("0o17")]
    [InlineData("0x1F")]
    [InlineData("0b1")]
    [InlineData("1_000")]
    [InlineData("1e3")]
    [InlineData("1e400")]
    [InlineData("12e03")]
    [InlineData("+1")]
    [InlineData("-.inf")]
    [InlineData(".NaN")]
    [InlineData(".5")]
    [InlineData("1:30")]
    [InlineData("10:20:30.5")]
    [InlineData("2001-01-01")]
    [InlineData("2001-12-14 21:59:43.10 -5")]
    [InlineData("2026-07-15T10:00:00Z")]
    [InlineData("99999999999999999999999")]
    [InlineData("=")]
    [InlineData("<<")]
    public void Strings_that_a_reader_takes_for_something_else_stand_in_double_quotes(string text) =>
        Assert.Equal($"\"{text}\"", Scalar(text));

    [Theory]
    [InlineData("a: b")]
    [InlineData("a:")]
    [InlineData("a #b")]
    [InlineData("#a")]
    [InlineData("- a")]
    [InlineData("-")]
    [InlineData("?")]
    [InlineData(" a")]
    [InlineData("a ")]
    [InlineData("---")]
    [InlineData("...")]
    [InlineData("[a")]
    [InlineData("{a")]
    [InlineData("&a")]
    [InlineData("*a")]
    [InlineData("!a")]
    [InlineData("|a")]
    [InlineData(">a")]
    [InlineData("%a")]
    [InlineData("@a")]
    [InlineData("`a")]
    [InlineData("\"a\"")]
    public void Strings_whose_characters_mean_something_stand_in_single_quotes(string text) => Assert.Equal($"'{text}'", Scalar(text));

    [Theory]
    [InlineData("it's: x", "'it''s: x'")]
    [InlineData("a\tb", "\"a\\tb\"")]
    [InlineData("\u001b[0m", "\"\\x1B[0m\"")]
    [InlineData("a\r\nb", "\"a\\r\\nb\"")]
    [InlineData("\uFEFFa", "\"\\uFEFFa\"")]
    [InlineData("a\u2028b", "\"a\\u2028b\"")]
    [InlineData("a\u0085\"\\", "\"a\\x85\\\"\\\\\"")]
    public void Quotes_and_characters_that_YAML_forbids_are_escaped(string text, string yaml) => Assert.Equal(yaml, Scalar(text));

    [Theory]
    [InlineData("x\ny", "|-\n  x\n  y")]
    [InlineData("x\ny\n", "|\n  x\n  y")]
    [InlineData("x\n\n", "|+\n  x\n")]
    [InlineData("x\n\n\ny\n", "|\n  x\n\n\n  y")]
    [InlineData("\nx", "|2-\n\n  x")]
    [InlineData(" x\ny", "|2-\n   x\n  y")]
    [InlineData("\tx\ny", "|2-\n  \tx\n  y")]
    [InlineData("x \ny", "|-\n  x \n  y")]
    [InlineData("x: 1\n# y\n--- z\n", "|\n  x: 1\n  # y\n  --- z")]
    [InlineData("\n", "\"\\n\"")]
    [InlineData(" \n x", "\" \\n x\"")]
    [InlineData("x\r\ny\n", "\"x\\r\\ny\\n\"")]
    public void Text_of_several_lines_is_a_literal_block_where_that_keeps_it(string text, string yaml) => Assert.Equal(yaml, Scalar(text));

    [Theory]
    [InlineData("0")]
    [InlineData("-12")]
    [InlineData("9223372036854775807")]
    [InlineData("18446744073709551615")]
    [InlineData("0.1")]
    [InlineData("1e+21")]
    [InlineData("1e-7")]
    [InlineData("3.14159265358979323846")]
    [InlineData("123456789012345678901234567890")]
    public void Numbers_stay_as_they_are(string number) => Assert.Equal($"k: {number}\n", Write($"{{\"k\":{number}}}"));

    [Theory]
    [InlineData("1.0", "1")]
    [InlineData("1e3", "1000")]
    [InlineData("1.50", "1.5")]
    [InlineData("0.00", "0")]
    [InlineData("1E-10", "1e-10")]
    public void A_number_written_another_way_gets_the_text_that_Kubernetes_writes(string number, string text) =>
        Assert.Equal($"k: {text}\n", Write($"{{\"k\":{number}}}"));

    [Theory]
    [InlineData("""{"yes":1,"":2,"a: b":3,"x\ny":4}""", "\"yes\": 1\n\"\": 2\n'a: b': 3\n\"x\\ny\": 4\n")]
    [InlineData("\"text\"", "text\n")]
    [InlineData("\"x\\ny\"", "\"x\\ny\"\n")]
    [InlineData("{}", "{}\n")]
    [InlineData("[]", "[]\n")]
    [InlineData("[1,[]]", "- 1\n- []\n")]
    [InlineData("null", "null\n")]
    public void Keys_and_roots_follow_the_same_rules(string json, string yaml) => Assert.Equal(yaml, Write(json));

    [Fact]
    public void A_key_too_long_for_readers_is_marked_as_one()
    {
        string key = new('k', 1100);

        string yaml = Write($"{{\"a\":{{\"{key}\":1,\"b\":2}}}}");

        Assert.Equal($"a:\n  ? {key}\n  : 1\n  b: 2\n", yaml);
        Assert.Equal($"{{\"a\":{{\"{key}\":1,\"b\":2}}}}", YamlReading.Document(yaml));
    }

    [Fact]
    public void Several_documents_are_separated()
    {
        ReadOnlyMemory<byte>[] documents =
        [
            Encoding.UTF8.GetBytes("{\"a\":1}"),
            Encoding.UTF8.GetBytes("{\"b\":\"x\\n\\n\"}"),
            Encoding.UTF8.GetBytes("{\"c\":3}"),
        ];

        string yaml = KubeYamlWriter.WriteAll(documents);

        Assert.Equal("a: 1\n---\nb: |+\n  x\n\n---\nc: 3\n", yaml);
        Assert.Equal(documents.Select(document => Encoding.UTF8.GetString(document.Span)), YamlReading.Documents(yaml));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("\"\\ud800\"")]
    [InlineData("")]
    public void What_is_not_JSON_is_refused(string json) => Assert.ThrowsAny<JsonException>(() => Write(json));

    private static string Write(string json) => KubeYamlWriter.Write(Encoding.UTF8.GetBytes(json));

    private static string Scalar(string text)
    {
        string yaml = Write("{\"k\":\"" + JsonEncodedText.Encode(text) + "\"}");
        using var back = JsonDocument.Parse(YamlReading.Document(yaml));
        Assert.Equal(text, back.RootElement.GetProperty("k").GetString());
        return yaml["k: ".Length..^1];
    }
}
