using System.Text;
using System.Text.Json;
using PodKube.Client.Resources;

namespace PodKube.Client.Tests.Resources;

public sealed class ObjectScannerTests
{
    public static TheoryData<string> Objects => new()
    {
        "{}",
        " { } ".Trim(),
        """{"a":1}""",
        """{"a":"x","b":[1,{"c":"]}"}],"d":{"a":{"b":"\"}{"}},"e":null,"f":true,"g":-1.5e3}""",
        "{\n  \"a\" : \"x y\" ,\r\n\t\"b\" : [ 1 , 2 ] ,\n \"c\" : { } \n}",
        """{"metadata":{"labels":{"a:b":"c,d"}},"with \"quotes\"":1,"\u0061pfel":2,"größe":"ä\\"}""",
        """{"kind":"Own","apiVersion":"x/v1","kind2":"k","text":"back\\slash at the end\\"}""",
    };

    [Theory]
    [MemberData(nameof(Objects))]
    public void Fields_are_found_where_a_parser_finds_them_however_the_bytes_arrive(string json) => AssertSameAsParser(json);

    [Fact]
    public void Long_values_end_where_a_parser_sees_their_end_whatever_they_hold()
    {
        // Long strings, deep nesting, quotes and backslashes in runs, brackets in strings: each at every place of a block.
        string[] pieces = ["\"[\"", "\"\\\"]}\"", "\"\\\\\"", "{\"a\\\\\\\"\":[[],{}]}", "[[[[{\"b\":[1]}]]]]", "\"" + new string('x', 90) + "\"", "-1.5e3", "{}", "\"ä€😀\""];
        Random random = new(20_260);
        for (int round = 0; round < 400; round++)
        {
            StringBuilder json = new("{\"first\":[");
            json.AppendJoin(',', Enumerable.Range(0, random.Next(1, 30)).Select(_ => pieces[random.Next(pieces.Length)] + new string(' ', random.Next(4))));
            json.Append("],\"last\":{\"v\":").Append(pieces[random.Next(pieces.Length)]).Append("}}");

            AssertSameAsParser(json.ToString());
        }
    }

    [Fact]
    public void Objects_with_other_fields_one_after_the_other_keep_their_own_names()
    {
        ObjectScanner scanner = new();

        FieldMark[] first = Scan(scanner, """{"metadata":{},"spec":{}}"""u8.ToArray(), 4);
        FieldMark[] second = Scan(scanner, """{"metadata":{},"data":{},"spec":1}"""u8.ToArray(), 4);
        FieldMark[] third = Scan(scanner, """{"status":{}}"""u8.ToArray(), 4);

        Assert.Equal("metadata spec", string.Join(' ', first.Select(m => m.Name)));
        Assert.Equal("metadata data spec", string.Join(' ', second.Select(m => m.Name)));
        Assert.Equal("status", Assert.Single(third).Name);
    }

    [Theory]
    [InlineData("""{"a" 1}""")]
    [InlineData("""{:1}""")]
    [InlineData("""{"a":}""")]
    [InlineData("""{"a":1,"b":,"c":2}""")]
    [InlineData("""{]""")]
    public void What_is_no_object_is_an_error(string json) =>
        Assert.Throws<JsonException>(() => Scan(new ObjectScanner(), Encoding.UTF8.GetBytes(json), 3));

    [Theory]
    [InlineData("""{"annotations":{"uid":"no"},"ownerReferences":[{"uid":"11111111-1111-1111-1111-111111111111"}],"uid":"0d5f8a3e-9f35-4a53-8c6b-0d6e6d6b1c11"}""", "0d5f8a3e-9f35-4a53-8c6b-0d6e6d6b1c11")]
    [InlineData("{ \"name\" : \"a\\\"b\" , \"uid\" : \"0d5f8a3e-9f35-4a53-8c6b-0d6e6d6b1c11\" }", "0d5f8a3e-9f35-4a53-8c6b-0d6e6d6b1c11")]
    [InlineData("""{"name":"a","uid":"not-a-guid"}""", null)]
    [InlineData("""{"ownerReferences":[{"uid":"11111111-1111-1111-1111-111111111111"}]}""", null)]
    [InlineData("{}", null)]
    public void The_uid_is_the_objects_own(string metadata, string? expected)
    {
        bool found = ObjectMetadata.TryReadUid(Encoding.UTF8.GetBytes(metadata), out Guid uid);

        Assert.Equal(expected, found ? uid.ToString() : null);
    }

    private static void AssertSameAsParser(string json)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(json + ",{\"next\":1}");
        using JsonDocument parsed = JsonDocument.Parse(json);
        (string, string)[] expected = [.. parsed.RootElement.EnumerateObject().Select(p => (p.Name, p.Value.GetRawText()))];
        foreach (int size in (int[])[1, 2, 3, 5, 63, 64, 65, 100, 10_000])
        {
            ObjectScanner scanner = new();
            for (int round = 0; round < 2; round++)
            {
                FieldMark[] marks = Scan(scanner, bytes, size);

                Assert.Equal(Encoding.UTF8.GetByteCount(json), scanner.Length);
                Assert.Equal(expected, marks.Select(m => (m.Name, Encoding.UTF8.GetString(bytes, m.Start, m.Length))));
            }
        }
    }

    private static FieldMark[] Scan(ObjectScanner scanner, byte[] json, int size)
    {
        scanner.Begin();
        for (int end = Math.Min(size, json.Length); ; end = Math.Min(end + size, json.Length))
        {
            if (scanner.Advance(json.AsSpan(0, end)))
            {
                return scanner.TakeFields();
            }

            Assert.True(end < json.Length, "The object did not end.");
        }
    }
}
