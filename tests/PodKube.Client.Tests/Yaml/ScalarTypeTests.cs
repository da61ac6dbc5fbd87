namespace PodKube.Client.Tests.Yaml;

/// <summary>Scalars get the types that kubectl gives them: the expectations are its answers (kubectl label --local -o json).</summary>
public sealed class ScalarTypeTests
{
    [Theory]
    [InlineData("y", "true")]
    [InlineData("yes", "true")]
    [InlineData("On", "true")]
    [InlineData("TRUE", "true")]
    [InlineData("N", "false")]
    [InlineData("no", "false")]
    [InlineData("Off", "false")]
    [InlineData("tRUE", "\"tRUE\"")]
    [InlineData("~", "null")]
    [InlineData("", "null")]
    [InlineData("Null", "null")]
    [InlineData("nULL", "\"nULL\"")]
    [InlineData("&x", "null")]
    public void Words_of_YAML_1_1_are_booleans_and_null(string scalar, string json) => Assert.Equal(json, Value(scalar));

    [Theory]
    [InlineData("12", "12")]
    [InlineData("+12", "12")]
    [InlineData("-0", "0")]
    [InlineData("0777", "511")]
    [InlineData("0o777", "511")]
    [InlineData("0o_7", "7")]
    [InlineData("-007", "-7")]
    [InlineData("08", "8")]
    [InlineData("0o8", "\"0o8\"")]
    [InlineData("0x1F", "31")]
    [InlineData("+0x1F", "31")]
    [InlineData("0x_1f", "31")]
    [InlineData("0x", "\"0x\"")]
    [InlineData("0b11", "3")]
    [InlineData("-0b11", "-3")]
    [InlineData("0b12", "\"0b12\"")]
    [InlineData("1_000", "1000")]
    [InlineData("1__0", "10")]
    [InlineData("+_1", "1")]
    [InlineData("1:30", "\"1:30\"")]
    [InlineData("12:30:45", "\"12:30:45\"")]
    [InlineData("9223372036854775807", "9223372036854775807")]
    [InlineData("-9223372036854775808", "-9223372036854775808")]
    [InlineData("18446744073709551615", "18446744073709551615")]
    [InlineData("18446744073709551616", "18446744073709552000")]
    [InlineData("123456789012345678901234567890", "1.2345678901234568e+29")]
    public void Whole_numbers_have_the_bases_of_their_prefixes(string scalar, string json) => Assert.Equal(json, Value(scalar));

    [Theory]
    [InlineData("1.0", "1")]
    [InlineData("1.", "1")]
    [InlineData("+.5", "0.5")]
    [InlineData(".5e3", "500")]
    [InlineData(".1_0", "0.1")]
    [InlineData(".1__0", "\".1__0\"")]
    [InlineData("1_0.5", "10.5")]
    [InlineData("1e1_0", "10000000000")]
    [InlineData("1e3", "1000")]
    [InlineData("12e03", "12000")]
    [InlineData("0.0000001", "1e-7")]
    [InlineData("0.000001", "0.000001")]
    [InlineData("1.5e-10", "1.5e-10")]
    [InlineData("1e20", "100000000000000000000")]
    [InlineData("1e21", "1e+21")]
    [InlineData("1.5e300", "1.5e+300")]
    [InlineData("9.9999999999999999e22", "1e+23")]
    [InlineData("123456.789", "123456.789")]
    [InlineData("1e400", "\"1e400\"")]
    [InlineData("1e", "\"1e\"")]
    [InlineData("e1", "\"e1\"")]
    [InlineData(".", "\".\"")]
    [InlineData("1.2.3", "\"1.2.3\"")]
    [InlineData(".iNF", "\".iNF\"")]
    public void Floats_are_written_as_Go_writes_them(string scalar, string json) => Assert.Equal(json, Value(scalar));

    [Theory]
    [InlineData("2001-01-01", "\"2001-01-01\"")]
    [InlineData("2001-1-1", "\"2001-1-1\"")]
    [InlineData("2001-12-14T21:59:43.10Z", "\"2001-12-14T21:59:43.10Z\"")]
    [InlineData("2001-12-14 21:59:43", "\"2001-12-14 21:59:43\"")]
    [InlineData("=", "\"=\"")]
    [InlineData("<<", "\"<<\"")]
    [InlineData("'12'", "\"12\"")]
    [InlineData("\"yes\"", "\"yes\"")]
    public void Times_and_quoted_scalars_stay_strings(string scalar, string json) => Assert.Equal(json, Value(scalar));

    [Theory]
    [InlineData("!!str 12", "\"12\"")]
    [InlineData("!!str", "\"\"")]
    [InlineData("!!str ~", "\"~\"")]
    [InlineData("!!int \"12\"", "12")]
    [InlineData("!!int 0o17", "15")]
    [InlineData("!!float 0x10", "16")]
    [InlineData("!!bool \"yes\"", "true")]
    [InlineData("!!null \"\"", "null")]
    [InlineData("!!timestamp 2001-01-01", "\"2001-01-01\"")]
    [InlineData("!!binary aGVsbG8=", "\"hello\"")]
    [InlineData("!<tag:yaml.org,2002:int> 3", "3")]
    [InlineData("! 12", "\"12\"")]
    [InlineData("!foo 12", "\"12\"")]
    [InlineData("!!map {}", "{}")]
    [InlineData("!!set {a}", "{\"a\":null}")]
    [InlineData("!foo [1]", "[1]")]
    public void Explicit_tags_decide(string scalar, string json) => Assert.Equal(json, Value(scalar));

    [Theory]
    [InlineData("!!int x")]
    [InlineData("!!int 1.0")]
    [InlineData("!!float 1e400")]
    [InlineData("!!bool 1")]
    [InlineData("!!null x")]
    [InlineData("!!timestamp x")]
    [InlineData("!!binary a")]
    [InlineData("!!binary /w==")]
    [InlineData(".inf")]
    [InlineData("-.INF")]
    [InlineData(".NaN")]
    public void A_scalar_that_JSON_or_its_tag_cannot_hold_is_refused_with_its_place(string scalar)
    {
        var failure = YamlReading.Failure($"a: 1\nk: {scalar}\n");

        Assert.Equal((2, 4), (failure.Line, failure.Column));
        Assert.StartsWith("Line 2, column 4: ", failure.Message, StringComparison.Ordinal);
    }

    private static string Value(string scalar)
    {
        string json = YamlReading.Document($"k: {scalar}\n");
        return json["{\"k\":".Length..^1];
    }
}
