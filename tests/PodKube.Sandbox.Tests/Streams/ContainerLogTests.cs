using System.IO.Pipelines;
using System.Text;
using PodKube.Sandbox.Streams.Logs;
using PodKube.Sandbox.Tests.Controllers;
using Xunit;

namespace PodKube.Sandbox.Tests.Streams;

public sealed class ContainerLogTests
{
    private readonly ManualClock _clock = new();

    public static TheoryData<string, string> Cases => new()
    {
        { "all", "one\ntwo\nthree\nfour\nfive\n" },
        { "tail 2", "four\nfive\n" },
        { "tail 0", "" },
        { "tail 99", "one\ntwo\nthree\nfour\nfive\n" },
        { "limit 9", "one\ntwo\nt" },
        { "since", "four\nfive\n" },
        { "stderr", "three\n" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Options_choose_what_is_read(string name, string expected)
    {
        LogOptions options = name switch
        {
            "tail 2" => new LogOptions { TailLines = 2 },
            "tail 0" => new LogOptions { TailLines = 0 },
            "tail 99" => new LogOptions { TailLines = 99 },
            "limit 9" => new LogOptions { LimitBytes = 9 },
            "since" => new LogOptions { Since = _clock.GetUtcNow().AddSeconds(10) },
            "stderr" => new LogOptions { Stream = "Stderr" },
            _ => new LogOptions(),
        };
        Assert.Equal(expected, await ReadAsync(Sample(), options));
    }

    [Fact]
    public async Task Timestamps_have_nine_digits() =>
        Assert.StartsWith("2026-11-21T18:00:00.000000000Z one\n", await ReadAsync(Sample(), new LogOptions { Timestamps = true }), StringComparison.Ordinal);

    [Fact]
    public async Task Following_reads_on_until_the_container_ends()
    {
        ContainerLog log = new();
        log.Write(_clock.GetUtcNow(), "first\n");
        Task<string> reading = ReadAsync(log, new LogOptions { Follow = true });
        log.Write(_clock.GetUtcNow(), "second\n");
        log.Close(_clock.GetUtcNow());
        Assert.Equal("first\nsecond\n", await reading);
    }

    [Fact]
    public async Task Lines_come_by_the_clock_and_end_with_the_container()
    {
        ContainerLog log = new();
        log.Add(new TickingLines(_clock.GetUtcNow(), TimeSpan.FromSeconds(1), "line {n}"));
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("line 1\nline 2\nline 3\n", await ReadAsync(log, new LogOptions()));

        log.Close(_clock.GetUtcNow());
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("line 3\n", await ReadAsync(log, new LogOptions { Follow = true, TailLines = 1 }));
    }

    [Fact]
    public async Task A_million_lines_are_read_in_order_without_being_kept()
    {
        ContainerLog log = new();
        log.Add(new TickingLines(_clock.GetUtcNow(), TimeSpan.Zero, "{n}", limit: 1_000_000));
        LogCursor cursor = log.Tail(3, _clock.GetUtcNow());
        Assert.True(log.TryRead(ref cursor, _clock.GetUtcNow(), out LogLine line));
        Assert.Equal("999998\n", line.Text);
        Assert.Equal("999999\n1000000\n", await ReadAsync(log, new LogOptions { TailLines = 2 }));
    }

    private ContainerLog Sample()
    {
        ContainerLog log = new();
        log.Write(_clock.GetUtcNow(), "one\ntwo\n");
        log.Write(_clock.GetUtcNow(), "three\n", isError: true);
        log.Write(_clock.GetUtcNow().AddSeconds(10), "four\nfive");
        return log;
    }

    private async Task<string> ReadAsync(ContainerLog log, LogOptions options)
    {
        using MemoryStream output = new();
        PipeWriter writer = PipeWriter.Create(output, new StreamPipeWriterOptions(leaveOpen: true));
        await new LogWriter(log, options, _clock).WriteAsync(writer, TestContext.Current.CancellationToken);
        await writer.CompleteAsync();
        return Encoding.UTF8.GetString(output.ToArray());
    }
}
