using System.Buffers;
using System.Text;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Server;

/// <summary>
/// A list put together from the stored texts of its items, without parsing them, and while it is being sent: a large one is never in memory as a whole.
/// </summary>
internal sealed class ListText
{
    private const int PieceSize = 64 * 1024;

    private readonly ListPage _page;
    private readonly byte[] _head;
    private readonly byte[] _prefix;

    public ListText(ResourceKind kind, ListPage page)
    {
        _page = page;
        _head =
        [
            .. Encoding.UTF8.GetBytes($"{{\"kind\":\"{kind.ListKind}\",\"apiVersion\":\"{kind.ApiVersion}\",\"metadata\":"),
            .. JsonText.Write(page.Metadata(kind.IsCustom)),
            .. ",\"items\":["u8,
        ];

        // Items of built-in kinds come without apiVersion and kind, as a real server sends them; custom resources keep both.
        _prefix = kind.IsCustom ? [] : Encoding.UTF8.GetBytes($"{{\"kind\":\"{kind.Kind}\",\"apiVersion\":\"{kind.ApiVersion}\",");
        Length = _head.Length + Tail.Length + Math.Max(0, page.Items.Count - 1) + page.Items.Sum(item => (long)LengthOf(item.Utf8));
    }

    /// <summary>How many bytes it has.</summary>
    public long Length { get; }

    private static ReadOnlySpan<byte> Tail => "]}"u8;

    /// <summary>Writes it in pieces.</summary>
    public async Task WriteToAsync(Stream output, CancellationToken cancellationToken)
    {
        var piece = ArrayPool<byte>.Shared.Rent(PieceSize);
        try
        {
            var filled = Put(piece, 0, _head);
            for (var index = 0; index < _page.Items.Count; index++)
            {
                var item = _page.Items[index].Utf8;

                // The comma, the item, and what may come behind it.
                var needed = 1 + LengthOf(item) + Tail.Length;
                if (filled + needed > piece.Length)
                {
                    await output.WriteAsync(piece.AsMemory(0, filled), cancellationToken).ConfigureAwait(false);
                    filled = 0;
                    piece = Grow(piece, needed);
                }

                filled = index > 0 ? Put(piece, filled, ","u8) : filled;
                filled = PutItem(piece, filled, item);
            }

            filled = Put(piece, filled, Tail);
            await output.WriteAsync(piece.AsMemory(0, filled), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }
    }

    private bool HasPrefix(ReadOnlySpan<byte> item) => _prefix.Length > 0 && item.StartsWith(_prefix);

    private int LengthOf(ReadOnlySpan<byte> item) => HasPrefix(item) ? item.Length - _prefix.Length + 1 : item.Length;

    private int PutItem(byte[] target, int at, ReadOnlySpan<byte> item) =>
        HasPrefix(item) ? Put(target, Put(target, at, "{"u8), item[_prefix.Length..]) : Put(target, at, item);

    private static int Put(byte[] target, int at, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(target.AsSpan(at));
        return at + bytes.Length;
    }

    private static byte[] Grow(byte[] piece, int needed)
    {
        if (needed <= piece.Length)
        {
            return piece;
        }

        ArrayPool<byte>.Shared.Return(piece);
        return ArrayPool<byte>.Shared.Rent(needed);
    }
}
