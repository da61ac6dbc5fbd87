namespace PodKube.Client.Tests.Yaml;

public sealed class AliasTests
{
    [Theory]
    [InlineData("a: &x {b: 1}\nc: *x\nd: [*x]\n", """{"a":{"b":1},"c":{"b":1},"d":[{"b":1}]}""")]
    [InlineData("a: &x 1\nb: &x 2\nc: *x\n", """{"a":1,"b":2,"c":2}""")]
    [InlineData("a: &x key\n*x : v\n", """{"a":"key","key":"v"}""")]
    [InlineData("{a: &x 1, b: *x}", """{"a":1,"b":1}""")]
    [InlineData("a: &x 12\nb: !!str 1\nc: *x\n", """{"a":12,"b":"1","c":12}""")]
    public void An_alias_is_written_out(string yaml, string json) => Assert.Equal(json, YamlReading.Document(yaml));

    [Theory]
    [InlineData("a: *x\n")]
    [InlineData("a: &x 1\n---\nb: *x\n")]
    [InlineData("a: *x\nb: &x 1\n")]
    public void An_anchor_must_stand_before_its_alias_in_the_same_document(string yaml) =>
        Assert.Contains("no anchor 'x'", YamlReading.Failure(yaml).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("a: &x\n  b: *x\n")]
    [InlineData("a: &x [1, *x]\n")]
    [InlineData("a: &x\n  <<: *x\n")]
    public void A_value_that_contains_itself_is_refused(string yaml) =>
        Assert.Contains("contains itself", YamlReading.Failure(yaml).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("x: &b {a: 1, b: 2}\nd:\n  <<: *b\n  a: 3\n", """{"x":{"a":1,"b":2},"d":{"a":3,"b":2}}""")]
    [InlineData("x: &b {a: 1, b: 2}\nd:\n  a: 3\n  <<: *b\n", """{"x":{"a":1,"b":2},"d":{"a":1,"b":2}}""")]
    [InlineData("x: &b {a: 1}\nw: &c {a: 5, c: 6}\nd:\n  <<: [*b, *c]\n", """{"x":{"a":1},"w":{"a":5,"c":6},"d":{"a":1,"c":6}}""")]
    [InlineData("d:\n  <<: {a: 1}\n  <<: {a: 9}\n", """{"d":{"a":9}}""")]
    [InlineData("x: &b {a: 1}\nw: &c\n  <<: *b\n  c: 2\nd:\n  <<: *c\n", """{"x":{"a":1},"w":{"a":1,"c":2},"d":{"a":1,"c":2}}""")]
    [InlineData("d:\n  \"<<\": {a: 1}\n", """{"d":{"<<":{"a":1}}}""")]
    [InlineData("d:\n  !!merge <<: {a: 1}\n", """{"d":{"a":1}}""")]
    public void Merge_keys_count_in_the_order_of_the_text(string yaml, string json) => Assert.Equal(json, YamlReading.Document(yaml));

    [Theory]
    [InlineData("<<: 1\n")]
    [InlineData("<<: [1]\n")]
    [InlineData("x: &b [{a: 1}]\n<<: *b\n")]
    public void A_merge_key_takes_mappings_alone(string yaml) =>
        Assert.Contains("merge key takes", YamlReading.Failure(yaml).Message, StringComparison.Ordinal);

    [Fact]
    public void Aliases_of_aliases_cannot_blow_a_document_up()
    {
        string yaml =
            "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
            + string.Concat(
                Enumerable.Range(1, 12).Select(i => $"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n")
            );

        Assert.Contains("expand to too much", YamlReading.Failure(yaml).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Merges_of_merges_cannot_blow_a_document_up()
    {
        string yaml =
            "a0: &a0 {x: 1}\n"
            + string.Concat(Enumerable.Range(1, 40).Select(i => $"a{i}: &a{i}\n  <<: [*a{i - 1}, *a{i - 1}, *a{i - 1}]\n"));

        Assert.Contains("expand to too much", YamlReading.Failure(yaml).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Long_text_cannot_be_repeated_without_bound()
    {
        string yaml = $"a: &a {new string('x', 100_000)}\nb: [{string.Join(", ", Enumerable.Repeat("*a", 1000))}]\n";

        Assert.Contains("expand to too much", YamlReading.Failure(yaml).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nesting_through_aliases_has_a_bound()
    {
        string yaml = "a0: &a0 [x]\n" + string.Concat(Enumerable.Range(1, 600).Select(i => $"a{i}: &a{i} [*a{i - 1}]\n"));

        Assert.Contains("nested more than", YamlReading.Failure(yaml).Message, StringComparison.Ordinal);
    }
}
