using System.IO.Compression;
using System.Net;

namespace PodKube.Client.Tests.Support;

/// <summary>Answers that come packed.</summary>
internal static class Gzip
{
    internal static byte[] Pack(ReadOnlySpan<byte> text)
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Fastest))
        {
            gzip.Write(text);
        }

        return packed.ToArray();
    }

    /// <summary>The packed beginning of something: all of this text can be unpacked, and more is to come.</summary>
    internal static byte[] Begin(ReadOnlySpan<byte> text)
    {
        using MemoryStream packed = new();
        using GZipStream gzip = new(packed, CompressionLevel.Fastest);
        gzip.Write(text);
        gzip.Flush();
        return packed.ToArray();
    }

    /// <summary>An answer that says it is gzipped.</summary>
    internal static HttpResponseMessage Answer(Stream packed, HttpStatusCode code = HttpStatusCode.OK)
    {
        StreamContent content = new(packed);
        content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        content.Headers.TryAddWithoutValidation("Content-Encoding", "gzip");
        return new HttpResponseMessage(code) { Content = content };
    }

    /// <summary>An answer with this text, packed.</summary>
    internal static HttpResponseMessage Answer(ReadOnlySpan<byte> text, HttpStatusCode code = HttpStatusCode.OK) =>
        Answer(new MemoryStream(Pack(text)), code);
}
