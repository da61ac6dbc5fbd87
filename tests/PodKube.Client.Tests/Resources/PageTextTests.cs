using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text;
using PodKube.Client.Http;
using PodKube.Client.Resources;
using PodKube.Client.Tests.Support;

namespace PodKube.Client.Tests.Resources;

public sealed class PageTextTests
{
    private readonly PackedPages _pages = new();

    [Theory]
    [InlineData(100, 1)]
    [InlineData(5_000, 400)]
    [InlineData(600_000, 7)]
    public void Objects_are_the_same_whether_they_stay_in_the_page_or_not(int size, int count)
    {
        byte[] list = List(count, size);
        string[] expected = [.. Cut(list, null).Select(Text)];

        foreach (int step in (int[])[1_500, 16_384, 1_000_000])
        {
            PageText fresh = Page(list);
            Assert.Equal(expected, Cut(list, fresh, step).Select(Text));

            PageText packed = Page(list);
            List<KubeObject> kept = Cut(list, packed, step);
            packed.Pack();
            Assert.Equal(expected, kept.Select(Text));
        }
    }

    [Fact]
    public void The_memory_of_the_unpacked_text_is_let_go_of()
    {
        byte[] list = List(200, 3_000);
        PageText page = Page(list);
        List<Memory<byte>> rooms = [];
        List<KubeObject> items = Cut(list, page, rooms: rooms);
        Assert.All(items, i => Assert.Contains(rooms, r => r.Span.Overlaps(i.Text.Peek())));

        page.Pack();

        Assert.All(items, i => Assert.DoesNotContain(rooms, r => r.Span.Overlaps(i.Text.Peek())));
        Assert.Equal(Cut(list, null).Select(Text), items.Select(Text));
    }

    [Fact]
    public void Objects_of_many_pages_may_be_looked_at_in_any_order_and_from_several_threads()
    {
        byte[][] lists = [.. Enumerable.Range(0, 5).Select(n => List(100, 2_000, n))];
        string[] expected = [.. lists.SelectMany(l => Cut(l, null)).Select(Text)];
        List<KubeObject> kept = [];
        foreach (byte[] list in lists)
        {
            PageText page = Page(list);
            kept.AddRange(Cut(list, page));
            page.Pack();
        }

        string[] found = new string[kept.Count];
        int[] order = [.. Enumerable.Range(0, kept.Count)];
        new Random(7).Shuffle(order);
        Parallel.ForEach([.. order, .. order], i => found[i] = Text(kept[i]));

        Assert.Equal(expected, found);
    }

    [Fact]
    public void Who_keeps_an_object_that_was_looked_at_keeps_no_page()
    {
        (KubeObject looked, KubeObject unlooked, WeakReference ofLooked, WeakReference ofUnlooked) = KeepOneOfEach();

        GC.Collect();

        Assert.False(ofLooked.IsAlive);
        Assert.True(ofUnlooked.IsAlive);
        Assert.Equal("n0-1", looked.Name);
        Assert.Equal("n0-1", unlooked.Name);
    }

    [Fact]
    public void The_fields_of_an_object_can_be_told_without_a_look_at_it()
    {
        byte[] list = List(3, 1_000);
        PageText page = Page(list);
        List<KubeObject> items = Cut(list, page);

        Assert.All(items, i => Assert.Equal(["metadata", "data"], i.EnumerateFields().Select(f => f.Name)));
        Assert.All(items, i => Assert.StartsWith("{\"name\"", Encoding.UTF8.GetString(i.PeekField("metadata")), StringComparison.Ordinal));
        Assert.All(items, i => Assert.True(i.PeekField("spec").IsEmpty));
        Assert.Equal(0, page.TakeCopied());

        Assert.Equal("n0-2", items[2].Name);
        Assert.Equal(items[2].Json.Length, page.TakeCopied());
        Assert.Equal(0, page.TakeCopied());
    }

    [Fact]
    public void What_lies_far_behind_in_a_long_page_gets_bytes_of_its_own()
    {
        byte[] list = List(1_000, 20_000);
        PageText page = Page(list);
        using ListCutter cutter = new(Clients.Pods, page: page);

        List<KubeObject> items = Feed(cutter, list, 16_384);
        page.Pack();

        Assert.InRange(cutter.OwnLength, list.Length - PageText.LargestLength, list.Length - (PageText.LargestLength / 2));
        Assert.Equal(Cut(list, null).Select(Text), items.Select(Text));
    }

    [Fact]
    public async Task A_long_page_can_be_unpacked_from_what_was_kept_of_it()
    {
        byte[] list = List(1_000, 20_000);
        FakeServer server = new(_ => Gzip.Answer(list));
        using KubeClient client = Clients.Over(server);

        List<KubeObject> kept = await client.ListAsync(Clients.Pods, null, TestContext.Current.CancellationToken).ToListAsync();

        Assert.Equal(Cut(list, null).Select(Text), kept.Select(Text));
    }

    [Fact]
    public async Task Where_objects_are_looked_at_as_they_come_the_next_page_does_not_keep_them()
    {
        byte[] list = List(100, 2_000);
        FakeServer server = new(_ => Gzip.Answer(list));
        using KubeClient client = Clients.Over(server);
        PageText first = Assert.IsType<PageText>(await OpenAsync(client));
        List<KubeObject> items = Cut(list, first);

        Assert.All(items.Take(50), i => Assert.NotEmpty(i.Name));
        Assert.NotNull(await OpenAsync(client));

        Assert.NotEmpty(items[50].Name);
        Assert.Null(await OpenAsync(client));
    }

    [Fact]
    public async Task Looks_at_what_was_kept_say_nothing_about_the_next_page()
    {
        byte[] list = List(100, 2_000);
        FakeServer server = new(_ => Gzip.Answer(list));
        using KubeClient client = Clients.Over(server);
        PageText first = Page(list);
        List<KubeObject> items = Cut(list, first);
        first.Pack();

        Assert.All(items, i => Assert.NotEmpty(i.Name));

        Assert.NotNull(await OpenAsync(client));
    }

    [Fact]
    public async Task A_page_that_comes_unpacked_is_not_kept()
    {
        FakeServer server = new(_ => FakeServer.Json("""{"items":[]}"""));
        using KubeClient client = Clients.Over(server);

        Assert.Null(await OpenAsync(client));
    }

    // In a method of its own, so that no register holds what is let go of.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (KubeObject Looked, KubeObject Unlooked, WeakReference OfLooked, WeakReference OfUnlooked) KeepOneOfEach()
    {
        byte[] list = List(3, 1_000);
        PageText first = new(new PackedPages(), Copy(list));
        PageText second = new(new PackedPages(), Copy(list));
        KubeObject looked = Cut(list, first)[1];
        KubeObject unlooked = Cut(list, second)[1];
        first.Pack();
        second.Pack();
        Assert.NotEmpty(looked.Name);
        return (looked, unlooked, new WeakReference(first), new WeakReference(second));
    }

    private static string Text(KubeObject item) => Encoding.UTF8.GetString(item.Json.Span);

    private static byte[] List(int count, int size, int number = 0)
    {
        string items = string.Join(',', Enumerable.Range(0, count).Select(i =>
            $$$"""{"metadata":{"name":"n{{{number}}}-{{{i}}}"},"data":{"x":"{{{new string((char)('a' + (i % 26)), size)}}}"}}"""));
        return Encoding.UTF8.GetBytes($$"""{"kind":"PodList","metadata":{"resourceVersion":"9"},"items":[{{items}}]}""");
    }

    private static PackedCopy Copy(byte[] text)
    {
        PackedCopy copy = new();
        using GZipStream unpacked = new(copy.Watch(new MemoryStream(Gzip.Pack(text))), CompressionMode.Decompress);
        unpacked.CopyTo(Stream.Null);
        return copy;
    }

    private static List<KubeObject> Cut(byte[] list, PageText? page, int step = 16_384, List<Memory<byte>>? rooms = null)
    {
        using ListCutter cutter = new(Clients.Pods, page: page);
        return Feed(cutter, list, step, rooms);
    }

    private static List<KubeObject> Feed(ListCutter cutter, byte[] list, int step, List<Memory<byte>>? rooms = null)
    {
        List<KubeObject> items = [];
        int at = 0;
        while (at < list.Length)
        {
            Memory<byte> room = cutter.GetRoom();
            rooms?.Add(room);
            int length = Math.Min(Math.Min(step, room.Length), list.Length - at);
            list.AsSpan(at, length).CopyTo(room.Span);
            cutter.Take(length, items);
            at += length;
        }

        cutter.Take(0, items);
        return items;
    }

    private async Task<PageText?> OpenAsync(KubeClient client) =>
        _pages.Open(await client.SendAsync(Client.Requests.KubeRequest.Raw(HttpMethod.Get, "/api/v1/pods"), TestContext.Current.CancellationToken));

    private PageText Page(byte[] text) => new(_pages, Copy(text));
}
