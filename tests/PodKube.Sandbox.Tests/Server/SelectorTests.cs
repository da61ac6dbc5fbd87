using PodKube.Sandbox.Server;
using PodKube.Sandbox.Server.Selection;

namespace PodKube.Sandbox.Tests.Server;

public sealed class SelectorTests
{
    private static readonly Dictionary<string, string> s_labels = new() { ["app"] = "web", ["tier"] = "front", ["size"] = "5" };

    [Theory]
    [InlineData("app=web", true)]
    [InlineData("app==web,tier!=back", true)]
    [InlineData("app in (web, db)", true)]
    [InlineData("app notin (web)", false)]
    [InlineData("other notin (web)", true)]
    [InlineData("other", false)]
    [InlineData("!other", true)]
    [InlineData("size>4,size<6", true)]
    [InlineData("app in ()", false)]
    [InlineData("app=", false)]
    public void Label_selectors_select(string selector, bool matches) => Assert.Equal(matches, LabelSelector.Parse(selector).Matches(s_labels));

    [Theory]
    [InlineData("a===b", "unable to parse requirement: found '=', expected: identifier")]
    [InlineData("a,", "found '', expected: identifier after ','")]
    [InlineData("a b", "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt")]
    [InlineData("a in (b", "unable to parse requirement: found '', expected: ',' or ')'")]
    [InlineData("=", "found '=', expected: !, identifier, or 'end of string'")]
    public void Broken_label_selectors_are_refused_in_the_words_of_the_parser(string selector, string message)
    {
        var failure = Assert.Throws<ApiStatusException>(() => LabelSelector.Parse(selector));

        Assert.Equal(400, failure.Code);
        Assert.Equal(message, failure.Message);
    }

    [Theory]
    [InlineData("{\"a\": ", "unexpected end of JSON input")]
    [InlineData("hello", "invalid character 'h' looking for beginning of value")]
    [InlineData("{\"a\":1,}", "invalid character '}' looking for beginning of object key string")]
    [InlineData("{\"a\" 1}", "invalid character '1' after object key")]
    [InlineData("[1 2]", "invalid character '2' after array element")]
    [InlineData("{} x", "invalid character 'x' after top-level value")]
    [InlineData("trux", "invalid character 'x' in literal true (expecting 'e')")]
    public void Broken_json_is_described_as_go_does(string text, string message) =>
        Assert.Equal(message, GoJsonErrors.Describe(System.Text.Encoding.UTF8.GetBytes(text)));
}
