using System.IO.Compression;
using PodKube.Sandbox.Streams.PortForward;
using Xunit;

namespace PodKube.Sandbox.Tests.Streams;

public sealed class SpdyHeadersTests
{
    // Two blocks of one zlib stream with the SPDY/3 dictionary, each ended with a sync flush, as Go's zlib writes them.
    private const string First = "ePnjxqfCAiU6cDorKUpNzIUWJaypoICGFMtFoCTMZGEAJDmLIJGYCUrcjAYAAAAA//8=";
    private const string Second = "wqoVVAolEtIJAAAA//8=";

    [Fact]
    public void Blocks_are_read_in_order_on_one_dictionary()
    {
        SpdyHeaders headers = new();
        Dictionary<string, string> first = headers.Read(Convert.FromBase64String(First));
        Dictionary<string, string> second = headers.Read(Convert.FromBase64String(Second));

        Assert.Equal(new Dictionary<string, string> { ["streamtype"] = "error", ["port"] = "80", ["requestid"] = "0" }, first);
        Assert.Equal(new Dictionary<string, string> { ["streamtype"] = "data", ["port"] = "80", ["requestid"] = "0" }, second);
    }

    [Fact]
    public void What_is_written_can_be_read()
    {
        SpdyHeaders writer = new();
        SpdyHeaders reader = new();
        Assert.Equal("b", reader.Read(writer.Write(new Dictionary<string, string> { ["a"] = "b" }))["a"]);
        Assert.Empty(reader.Read(writer.Write(new Dictionary<string, string>())));
    }

    [Theory]
    [InlineData("")]
    [InlineData("AAAAAAAA////")]
    [InlineData("ePnjxqfC//////8=")]
    public void Malformed_blocks_are_refused(string block) =>
        Assert.Throws<InvalidDataException>(() => new SpdyHeaders().Read(Convert.FromBase64String(block)));

    [Theory]
    [InlineData(CompressionLevel.Fastest)]
    [InlineData(CompressionLevel.SmallestSize)]
    [InlineData(CompressionLevel.NoCompression)]
    public void Inflates_what_the_base_library_deflates(CompressionLevel level)
    {
        byte[] plain = new byte[20_000];
        new Random(7).NextBytes(plain.AsSpan(0, 3000));
        using MemoryStream packed = new();
        using (DeflateStream deflate = new(packed, level, leaveOpen: true))
        {
            deflate.Write(plain);
        }

        Assert.Equal(plain, new Inflater([]).Inflate(packed.ToArray()));
    }
}
