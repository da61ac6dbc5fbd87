using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using PodKube.Client.Yaml;

namespace PodKube.Client.Tests.Yaml;

public sealed class YamlErrorTests
{
    [Theory]
    [InlineData("a: 1\na: 2\n", 2, 1)]
    [InlineData("x:\n  b: 1\n  'b': 2\n", 3, 3)]
    [InlineData("1: a\n'1': b\n", 2, 1)]
    [InlineData("{\"a\": 1,\n \"a\": 2}", 2, 2)]
    [InlineData("{a: 1, b: 2, a: 3}", 1, 14)]
    public void A_key_that_stands_twice_is_refused(string yaml, int line, int column)
    {
        KubeYamlException failure = YamlReading.Failure(yaml);

        Assert.Contains("already set", failure.Message, StringComparison.Ordinal);
        Assert.Equal((line, column), (failure.Line, failure.Column));
        Assert.Equal(KubeYamlException.InvalidYaml, failure.Reason);
    }

    [Theory]
    [InlineData("a:\n\tb: 1\n", 2, 1)]
    [InlineData("a:\n  b: 1\n\tc: 2\n", 2, 6)]
    [InlineData("a: b: c\n", 1, 5)]
    [InlineData("a: [1, 2\n", 2, 1)]
    [InlineData("a: ]\n", 1, 4)]
    [InlineData("a: 'x\n", 1, 4)]
    [InlineData("a: \"\\q\"\n", 1, 4)]
    [InlineData("a: @x\n", 1, 4)]
    [InlineData("a: - x\n", 1, 4)]
    [InlineData("a:\n  b: 1\n c: 2\n", 3, 2)]
    [InlineData("---\na: 1\n---\nb: *nope\n", 4, 4)]
    [InlineData("a: \u0001\n", 1, 4)]
    [InlineData("a: 1\nb: \u007f\n", 2, 4)]
    [InlineData("~: a\n", 1, 1)]
    [InlineData("[a]: b\n", 1, 1)]
    [InlineData("18446744073709551615: a\n", 1, 1)]
    [InlineData("a: !<tag~:x> 3\n", 1, 13)]
    [InlineData("a: |\n      \n    x\n", 3, 1)]
    [InlineData("a:\n  b *c: d\n", 2, 3)]
    public void Errors_tell_line_and_column(string yaml, int line, int column)
    {
        KubeYamlException failure = YamlReading.Failure(yaml);

        Assert.Equal((line, column), (failure.Line, failure.Column));
    }

    [Fact]
    public void Bytes_that_are_no_UTF_8_are_refused_with_their_place()
    {
        KubeYamlException failure = Assert.Throws<KubeYamlException>(() =>
            KubeYamlReader.Read((ReadOnlySpan<byte>)[(byte)'a', (byte)'\n', (byte)'b', 0xC3, 0x28])
        );

        Assert.Equal((2, 2), (failure.Line, failure.Column));
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{a: ", "}")]
    [InlineData("{\"a\":", "}")]
    public void Nesting_has_a_bound(string open, string close)
    {
        string yaml = string.Concat(Enumerable.Repeat(open, 5000)) + "1" + string.Concat(Enumerable.Repeat(close, 5000));

        Assert.Contains("nested more than 512", YamlReading.Failure(yaml).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_text_is_read_or_refused_with_its_place()
    {
        string[] pieces =
        [
            "a",
            "1",
            " ",
            "  ",
            "\n",
            "\n  ",
            "\n\n",
            "- ",
            ": ",
            ":",
            "#",
            "'",
            "\"",
            "[",
            "]",
            "{",
            "}",
            ",",
            "&x ",
            "*x",
            "!!str ",
            "!<t>",
            "|\n",
            "|2-\n",
            ">+\n ",
            "? ",
            "\t",
            "~",
            "\\",
            "---",
            "...\n",
            "<<: ",
            "%YAML 1.1\n",
            "\r",
            "\u2028",
            "\uFEFF",
            "\ud800",
            "\0",
            "0x",
            "!!binary ",
        ];
        Gen<string> texts = Gen.Choose(0, 24).SelectMany(length => Gen.Elements(pieces).ArrayOf(length)).Select(string.Concat);

        Prop.ForAll(Arb.From(texts), IsReadOrRefused).Check(FsCheck.Config.QuickThrowOnFailure.WithMaxTest(10_000));
    }

    private static bool IsReadOrRefused(string text)
    {
        try
        {
            foreach (string json in YamlReading.Documents(text))
            {
                using JsonDocument document = JsonDocument.Parse(json);
            }

            return true;
        }
        catch (KubeYamlException failure)
        {
            return failure.Line >= 1 && failure.Column >= 1;
        }
    }
}
