using System.Globalization;
using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Server;
using PodKube.Sandbox.Server.Handlers;
using PodKube.Sandbox.Server.Tables;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Watch;

/// <summary>Writes the lines of a watch in the form that the client asked for.</summary>
internal sealed class WatchWriter(HttpContext context, ResourceKind kind, Representation representation, TimeProvider time)
{
    private const int FlushThreshold = 64 * 1024;

    private readonly string _include = context.Request.Query.Text("includeObject");
    private bool _columnsSent;
    private long _unflushed;

    public async Task StartAsync()
    {
        context.Response.StatusCode = 200;
        context.Response.ContentType = "application/json";
        context.Response.Headers.CacheControl = "no-cache, private";
        await context.Response.StartAsync(context.RequestAborted).ConfigureAwait(false);
        await context.Response.Body.FlushAsync(context.RequestAborted).ConfigureAwait(false);
    }

    public Task WriteAsync(string type, StoredObject stored)
    {
        switch (representation.Kind)
        {
            case RepresentationKind.Table:
                var table = TableBuilder.ForOne(kind, stored, representation.Version, _include, time, withColumns: !_columnsSent);
                _columnsSent = true;
                return WriteLineAsync(type, table);
            case RepresentationKind.PartialMetadata:
                return WriteLineAsync(type, JsonText.Write(PartialMetadata.Of(stored.Value, representation.Version)));
            default:
                return WriteLineAsync(type, stored.Utf8);
        }
    }

    /// <param name="initialEnd">Marks the end of the initial events.</param>
    public Task WriteBookmarkAsync(long revision, bool initialEnd)
    {
        var metadata = new JsonObject { ["resourceVersion"] = revision.ToString(CultureInfo.InvariantCulture) };
        if (initialEnd)
        {
            metadata["annotations"] = new JsonObject { ["k8s.io/initial-events-end"] = "true" };
        }

        var bookmark = new JsonObject { ["kind"] = kind.Kind, ["apiVersion"] = kind.ApiVersion, ["metadata"] = metadata };
        return WriteLineAsync("BOOKMARK", JsonText.Write(bookmark));
    }

    public async Task WriteErrorAsync(JsonObject status)
    {
        await WriteLineAsync("ERROR", JsonText.Write(status)).ConfigureAwait(false);
        await FlushAsync(context.RequestAborted).ConfigureAwait(false);
    }

    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        // The writer, not the body: where a fault has replaced the body, the lines are in a writer before it.
        _unflushed = 0;
        await context.Response.BodyWriter.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task WriteLineAsync(string type, ReadOnlyMemory<byte> obj)
    {
        var body = context.Response.BodyWriter;
        body.Write(Encoding.ASCII.GetBytes($"{{\"type\":\"{type}\",\"object\":"));
        body.Write(obj.Span);
        body.Write("}\n"u8);

        // Counted here: the response's PipeWriter of ASP.NET Core 8 does not know its UnflushedBytes.
        _unflushed += obj.Length;
        if (_unflushed > FlushThreshold)
        {
            await FlushAsync(context.RequestAborted).ConfigureAwait(false);
        }
    }
}
