using System.Buffers;
using System.Text.Json;

namespace PodKube.Client.Requests;

/// <summary>Writes DeleteOptions as the body of a delete.</summary>
internal static class DeleteOptionsWriter
{
    internal static ReadOnlyMemory<byte> Write(DeleteOptions options)
    {
        ArrayBufferWriter<byte> buffer = new(160);
        using Utf8JsonWriter writer = new(buffer);
        writer.WriteStartObject();
        writer.WriteString("apiVersion"u8, "v1"u8);
        writer.WriteString("kind"u8, "DeleteOptions"u8);
        if (options.GracePeriodSeconds is { } seconds)
        {
            writer.WriteNumber("gracePeriodSeconds"u8, seconds);
        }

        if (options.PropagationPolicy is { } policy)
        {
            writer.WriteString("propagationPolicy"u8, policy);
        }

        WritePreconditions(writer, options);
        if (options.DryRun)
        {
            writer.WriteStartArray("dryRun"u8);
            writer.WriteStringValue("All"u8);
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenMemory;
    }

    private static void WritePreconditions(Utf8JsonWriter writer, DeleteOptions options)
    {
        if (options.Uid is null && options.ResourceVersion is null)
        {
            return;
        }

        writer.WriteStartObject("preconditions"u8);
        if (options.Uid is not null)
        {
            writer.WriteString("uid"u8, options.Uid);
        }

        if (options.ResourceVersion is not null)
        {
            writer.WriteString("resourceVersion"u8, options.ResourceVersion);
        }

        writer.WriteEndObject();
    }
}
