using System.Globalization;
using System.IO.Compression;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Server;

/// <summary>Writes answers: JSON or YAML, gzipped where the client asks for it and the answer is large.</summary>
internal static class ApiResponse
{
    /// <summary>Answers above this size are compressed, as kube-apiserver does.</summary>
    private const int CompressAbove = 128 * 1024;

    public static Task WriteAsync(HttpContext context, int code, JsonNode body, Representation representation) =>
        WriteBytesAsync(context, code, representation.Yaml ? YamlText.Write(body) : JsonText.Write(body), representation.ContentType);

    /// <summary>Writes an object whose JSON text is already there.</summary>
    public static Task WriteAsync(HttpContext context, int code, StoredObject stored, Representation representation) =>
        representation.Yaml
            ? WriteAsync(context, code, stored.Value, representation)
            : WriteBytesAsync(context, code, stored.Utf8, representation.ContentType);

    /// <summary>Writes an answer whose JSON text is already there.</summary>
    public static Task WriteAsync(HttpContext context, int code, ReadOnlyMemory<byte> json, Representation representation) => representation.Yaml
        ? WriteAsync(context, code, JsonText.Parse(json.Span)!, representation)
        : WriteBytesAsync(context, code, json, representation.ContentType);

    /// <summary>Writes a list.</summary>
    public static Task WriteAsync(HttpContext context, int code, ListText list, Representation representation) => representation.Yaml
        ? WriteYamlAsync(context, code, list, representation)
        : WriteListAsync(context, code, list, representation.ContentType);

    /// <summary>Writes a list as JSON.</summary>
    public static Task WriteListAsync(HttpContext context, int code, ListText list, string contentType) =>
        WriteBodyAsync(context, code, contentType, list.Length, list.WriteToAsync);

    public static Task WriteBytesAsync(HttpContext context, int code, ReadOnlyMemory<byte> body, string contentType) =>
        WriteBodyAsync(context, code, contentType, body.Length, (output, stop) => output.WriteAsync(body, stop).AsTask());

    private static async Task WriteYamlAsync(HttpContext context, int code, ListText list, Representation representation)
    {
        using var json = new MemoryStream();
        await list.WriteToAsync(json, context.RequestAborted).ConfigureAwait(false);
        await WriteAsync(context, code, JsonText.Parse(json.GetBuffer().AsSpan(0, (int)json.Length))!, representation).ConfigureAwait(false);
    }

    private static async Task WriteBodyAsync(HttpContext context, int code, string contentType, long length, Func<Stream, CancellationToken, Task> write)
    {
        var response = context.Response;
        response.StatusCode = code;
        response.ContentType = contentType;
        response.Headers.CacheControl = "no-cache, private";
        if (length > CompressAbove && AcceptsGzip(context.Request))
        {
            response.Headers.ContentEncoding = "gzip";
            response.Headers.Vary = "Accept-Encoding";
            var gzip = new GZipStream(response.Body, CompressionLevel.Fastest, leaveOpen: true);
            await using (gzip.ConfigureAwait(false))
            {
                await write(gzip, context.RequestAborted).ConfigureAwait(false);
            }

            return;
        }

        response.ContentLength = length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await write(response.Body, context.RequestAborted).ConfigureAwait(false);
        }
    }

    public static Task WriteTextAsync(HttpContext context, int code, string text)
    {
        context.Response.Headers["X-Content-Type-Options"] = "nosniff";
        return WriteBytesAsync(context, code, System.Text.Encoding.UTF8.GetBytes(text), "text/plain; charset=utf-8");
    }

    public static Task WriteStatusAsync(HttpContext context, ApiStatusException failure)
    {
        if (failure.RetryAfterSeconds is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        return WriteBytesAsync(context, failure.Code, JsonText.Write(failure.Status), "application/json");
    }

    /// <summary>Adds a Warning header; each text once.</summary>
    public static void AddWarning(HttpContext context, string text)
    {
        var quoted = text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
        var header = "299 - \"" + new string([.. quoted.Where(letter => letter is >= ' ' and <= '~')]) + "\"";
        if (!context.Response.Headers.Warning.Contains(header))
        {
            context.Response.Headers.Append("Warning", header);
        }
    }

    public static bool AcceptsGzip(HttpRequest request) =>
        request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase);
}
