using System.Buffers;
using System.Text;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Server;

/// <summary>Puts a list together from the stored texts of its items, without parsing them.</summary>
internal static class ListWriter
{
    public static ReadOnlyMemory<byte> Write(ResourceKind kind, ListPage page)
    {
        var size = 256 + page.Items.Sum(item => item.Utf8.Length + 1);
        var buffer = new ArrayBufferWriter<byte>(size);
        var prefix = ItemPrefix(kind);
        Append(buffer, $"{{\"kind\":\"{kind.ListKind}\",\"apiVersion\":\"{kind.ApiVersion}\",\"metadata\":");
        buffer.Write(JsonText.Write(page.Metadata(kind.IsCustom)));
        Append(buffer, ",\"items\":[");
        for (var i = 0; i < page.Items.Count; i++)
        {
            if (i > 0)
            {
                buffer.Write(","u8);
            }

            WriteItem(buffer, page.Items[i].Utf8, prefix);
        }

        buffer.Write("]}"u8);
        return buffer.WrittenMemory;
    }

    /// <summary>Items of built-in kinds come without apiVersion and kind, as a real server sends them; custom resources keep both.</summary>
    private static byte[]? ItemPrefix(ResourceKind kind) =>
        kind.IsCustom ? null : Encoding.UTF8.GetBytes($"{{\"kind\":\"{kind.Kind}\",\"apiVersion\":\"{kind.ApiVersion}\",");

    private static void WriteItem(ArrayBufferWriter<byte> buffer, ReadOnlySpan<byte> item, byte[]? prefix)
    {
        if (prefix is not null && item.StartsWith(prefix))
        {
            buffer.Write("{"u8);
            item = item[prefix.Length..];
        }

        buffer.Write(item);
    }

    private static void Append(ArrayBufferWriter<byte> buffer, string text) => buffer.Write(Encoding.UTF8.GetBytes(text));
}
