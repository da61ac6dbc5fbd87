using System.Text;
using PodKube.Client.Yaml;

namespace PodKube.Client.Tests.Yaml;

public sealed class KubeYamlReaderTests
{
    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("# only a comment\n")]
    [InlineData("---\n---\n")]
    [InlineData("---\nnull\n...\n---\n~\n")]
    public void Empty_documents_are_left_out(string yaml) => Assert.Empty(YamlReading.Documents(yaml));

    [Fact]
    public void Every_document_of_a_stream_is_read_with_the_line_it_starts_on()
    {
        const string Yaml = "# first\na: 1\n---\n# empty\n---\nb: 2\n...\n---\nc: 3\n";

        YamlDocument[] documents = [.. KubeYamlReader.Read(Yaml)];

        Assert.Equal(["{\"a\":1}", "{\"b\":2}", "{\"c\":3}"], documents.Select(document => Encoding.UTF8.GetString(document.Json.Span)));
        Assert.Equal([2L, 6L, 9L], documents.Select(document => document.Line));
    }

    [Fact]
    public void Documents_before_a_broken_one_are_read()
    {
        using IEnumerator<YamlDocument> documents = KubeYamlReader.Read("a: 1\n---\nb: [\n").GetEnumerator();

        Assert.True(documents.MoveNext());
        Assert.Throws<KubeYamlException>(() => documents.MoveNext());
    }

    [Theory]
    [InlineData("a: 1\nb:\n- x\n- - v\n  - z\n", """{"a":1,"b":["x",["v","z"]]}""")]
    [InlineData("z: 1\na: 2\nm: 3\n", """{"z":1,"a":2,"m":3}""")]
    [InlineData("a:\n  b: {c: [1, two, {d}], e: }\n", """{"a":{"b":{"c":[1,"two",{"d":null}],"e":null}}}""")]
    [InlineData("? a\n: b\n? c\n", """{"a":"b","c":null}""")]
    [InlineData("a: b\n  c\n\n  d\n", """{"a":"b c\nd"}""")]
    [InlineData("a: 'it''s'\n", """{"a":"it's"}""")]
    [InlineData("a: \"\\x41\\u263A\\n\"\n", """{"a":"A☺\n"}""")]
    [InlineData("a: http://x:80/y#z # comment\n", """{"a":"http://x:80/y#z"}""")]
    [InlineData("a: [x,]\nb: {c: 1,}\n", """{"a":["x"],"b":{"c":1}}""")]
    [InlineData("{a:1}", """{"a:1":null}""")]
    [InlineData("- a\n- 1\n", """["a",1]""")]
    [InlineData("a:\t1\t# tabs between tokens\n", """{"a":1}""")]
    [InlineData("a: 1\r\nb: |\r\n  x\r\n  y\r\n", """{"a":1,"b":"x\ny\n"}""")]
    [InlineData("%YAML 1.1\n---\na: 1\n", """{"a":1}""")]
    [InlineData("--- {a: 1}\n", """{"a":1}""")]
    public void Structures_become_JSON_in_the_order_of_the_text(string yaml, string json) => Assert.Equal(json, YamlReading.Document(yaml));

    [Theory]
    [InlineData("|\n  x\n  y\n", "x\ny\n")]
    [InlineData("|-\n  x\n\n", "x")]
    [InlineData("|+\n  x\n\n", "x\n\n")]
    [InlineData("|2-\n    x\n   y\n", "  x\n y")]
    [InlineData("|\n  x\n    y\n  z\n", "x\n  y\nz\n")]
    [InlineData("|\n  x\n\n  y", "x\n\ny\n")]
    [InlineData("|\n\n  x\n", "\nx\n")]
    [InlineData("|\n  \n   x\n", "\nx\n")]
    [InlineData("|\n    \n    \n    x\n", "\n\nx\n")]
    [InlineData("|\n    \n", "")]
    [InlineData("|\n", "")]
    [InlineData(">\n  x\n  y\n\n  z\n   w\n", "x y\nz\n w\n")]
    [InlineData(">-\n  x\n  y\n", "x y")]
    [InlineData("| # comment\n  # text\n", "# text\n")]
    [InlineData("\"x\n\n  y\\\n  z\"\n", "x\nyz")]
    public void Block_and_multi_line_scalars_keep_their_line_breaks(string scalar, string text)
    {
        using var document = System.Text.Json.JsonDocument.Parse(YamlReading.Document($"k: {scalar}"));

        Assert.Equal(text, document.RootElement.GetProperty("k").GetString());
    }

    [Theory]
    [InlineData("a: {\nb: 1,\nc: [\nd ]\n}\n", """{"a":{"b":1,"c":["d"]}}""")]
    [InlineData("a:\n  b: [\n  x,\n  v\n  ]\n", """{"a":{"b":["x","v"]}}""")]
    [InlineData("a:\n  b: \"x\n  y\"\n", """{"a":{"b":"x y"}}""")]
    [InlineData("a:\n  b: \"x\ny\n z\"\nc: 1\n", """{"a":{"b":"x y z"},"c":1}""")]
    public void Lines_of_quoted_text_and_flow_collections_need_no_indentation(string yaml, string json) =>
        Assert.Equal(json, YamlReading.Document(yaml));

    [Theory]
    [InlineData("1: a\n", """{"1":"a"}""")]
    [InlineData("0x1F: a\n", """{"31":"a"}""")]
    [InlineData("yes: a\n", """{"true":"a"}""")]
    [InlineData(
        "1.5: a\n1e3: b\n1e6: c\n123456789.0: d\n0.00001: e\n",
        """{"1.5":"a","1000":"b","1e+06":"c","1.2345679e+08":"d","1e-05":"e"}"""
    )]
    [InlineData(".inf: a\n", """{".inf":"a"}""")]
    [InlineData("2001-01-01: a\n", """{"2001-01-01":"a"}""")]
    public void Keys_that_are_not_strings_become_strings(string yaml, string json) => Assert.Equal(json, YamlReading.Document(yaml));

    [Theory]
    [InlineData("""{"a": 1.0, "b": [1e3, "x"]}""")]
    [InlineData("  {\"kind\":\"Pod\"}  ")]
    [InlineData("[{\"a\":null}]")]
    public void JSON_is_taken_as_it_is(string json) => Assert.Equal(json.Trim(), YamlReading.Document(json));

    [Fact]
    public void JSON_values_may_follow_one_another() =>
        Assert.Equal(["{\"a\":1}", "{\"b\":2}", "[3]"], YamlReading.Documents("{\"a\":1}{\"b\":2}\n[3]\n"));

    [Fact]
    public void JSON_documents_may_be_separated_as_YAML() =>
        Assert.Equal(["{\"a\":1}", "{\"b\":2}"], YamlReading.Documents("{\"a\":1}\n---\n{\"b\":2}\n"));

    [Theory]
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBF, (byte)'a', (byte)':', (byte)' ', (byte)'1' })]
    [InlineData(new byte[] { 0xFF, 0xFE, (byte)'a', 0, (byte)':', 0, (byte)' ', 0, (byte)'1', 0 })]
    [InlineData(new byte[] { 0xFE, 0xFF, 0, (byte)'a', 0, (byte)':', 0, (byte)' ', 0, (byte)'1' })]
    public void Byte_order_marks_tell_the_encoding(byte[] bytes)
    {
        YamlDocument document = Assert.Single(KubeYamlReader.Read(bytes));

        Assert.Equal("{\"a\":1}", Encoding.UTF8.GetString(document.Json.Span));
    }

    [Fact]
    public void A_byte_order_mark_in_text_is_skipped() => Assert.Equal("{\"a\":1}", YamlReading.Document("\uFEFFa: 1"));
}
