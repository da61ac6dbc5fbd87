using System.IO.Compression;
using System.Net;

namespace PodKube.Client.Http;

/// <summary>
/// Lets answers come gzipped and unpacks them: the JSON of a list is a tenth of its size then. Not what stays open: the events of a watch
/// and the lines of a log would wait in the packing for what comes after them.
/// </summary>
internal sealed class CompressionHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private const string Gzip = "gzip";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!RequestMessage.RequestOf(request).IsStream && !request.Headers.NonValidated.Contains("Accept-Encoding"))
        {
            request.Headers.TryAddWithoutValidation("Accept-Encoding", Gzip);
        }

        HttpResponseMessage response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.Content.Headers.NonValidated.TryGetValues("Content-Encoding", out var encodings)
            && encodings.ToString().Equals(Gzip, StringComparison.OrdinalIgnoreCase))
        {
            response.Content = new UnpackedContent(response.Content);
        }

        return response;
    }

    /// <summary>Keeps the gzip that the body comes in while it is unpacked.</summary>
    /// <returns>Null where it does not come packed.</returns>
    internal static PackedCopy? KeepPacked(HttpContent content) => (content as UnpackedContent)?.Keep();

    private sealed class UnpackedContent : HttpContent
    {
        private readonly HttpContent _packed;
        private PackedCopy? _copy;

        internal UnpackedContent(HttpContent packed)
        {
            _packed = packed;
            foreach ((string name, IEnumerable<string> values) in packed.Headers)
            {
                if (name is not ("Content-Encoding" or "Content-Length"))
                {
                    Headers.TryAddWithoutValidation(name, values);
                }
            }
        }

        internal PackedCopy Keep() => _copy ??= new PackedCopy();

        protected override async Task<Stream> CreateContentReadStreamAsync(CancellationToken cancellationToken)
        {
            Stream packed = await _packed.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            return new GZipStream(_copy?.Watch(packed) ?? packed, CompressionMode.Decompress);
        }

        protected override Task<Stream> CreateContentReadStreamAsync() => CreateContentReadStreamAsync(CancellationToken.None);

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            Stream body = await CreateContentReadStreamAsync().ConfigureAwait(false);
            await using (body.ConfigureAwait(false))
            {
                await body.CopyToAsync(stream).ConfigureAwait(false);
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                _packed.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
