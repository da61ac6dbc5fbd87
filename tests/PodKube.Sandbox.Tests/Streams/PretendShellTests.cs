using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Text;
using PodKube.Sandbox.Streams.Shell;
using PodKube.Sandbox.Tests.Controllers;
using Xunit;

namespace PodKube.Sandbox.Tests.Streams;

public sealed class PretendShellTests
{
    [Theory]
    [InlineData("echo hi", "hi\n", "", 0)]
    [InlineData("echo -n hi", "hi", "", 0)]
    [InlineData("echo a && echo b", "a\nb\n", "", 0)]
    [InlineData("false && echo b", "", "", 1)]
    [InlineData("false || echo b", "b\n", "", 0)]
    [InlineData("echo a; exit 7; echo b", "a\n", "", 7)]
    [InlineData("exit 300", "", "", 44)]
    [InlineData("nope", "", "sh: nope: not found\n", 127)]
    [InlineData("false; echo $?", "1\n", "", 0)]
    [InlineData("echo \"a && b\" '$HOME'", "a && b $HOME\n", "", 0)]
    [InlineData("echo $HOME ${HOME}x", "/root /rootx\n", "", 0)]
    [InlineData("X=1; echo $X", "1\n", "", 0)]
    [InlineData("echo a | cat", "a\n", "", 0)]
    [InlineData("echo a >&2", "", "a\n", 0)]
    [InlineData("nope 2>&1", "sh: nope: not found\n", "", 127)]
    [InlineData("echo a > /tmp/f; echo b >> /tmp/f; cat /tmp/f", "a\nb\n", "", 0)]
    [InlineData("cat /etc/motd", "welcome\n", "", 0)]
    [InlineData("cat /nope", "", "cat: /nope: No such file or directory\n", 1)]
    [InlineData("cd /etc && pwd && ls", "/etc\nmotd\n", "", 0)]
    [InlineData("ls /nope", "", "ls: /nope: No such file or directory\n", 1)]
    [InlineData("[ -f /etc/motd ] && echo yes", "yes\n", "", 0)]
    [InlineData("sh -c 'exit 3'; echo $?", "3\n", "", 0)]
    [InlineData("echo 'open", "", "sh: syntax error: unterminated quoted string\n", 2)]
    [InlineData("# nothing\necho a", "a\n", "", 0)]
    [InlineData("", "", "", 0)]
    public async Task Scripts_do_what_a_shell_does(string script, string output, string error, int code) =>
        Assert.Equal((output, error, code), await RunAsync(["sh", "-c", script]));

    [Fact]
    public async Task Input_reaches_the_command() => Assert.Equal(("typed", "", 0), await RunAsync(["cat"], "typed"));

    [Fact]
    public async Task A_shell_without_script_reads_it_from_its_input() => Assert.Equal(("a\n", "", 4), await RunAsync(["sh"], "echo a\nexit 4\necho b\n"));

    [Fact]
    public async Task An_unknown_program_cannot_be_started() =>
        Assert.Contains("\"nope\"", (await Assert.ThrowsAsync<CommandNotFoundException>(() => RunAsync(["nope"]))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Scripted_commands_answer_as_scripted() => Assert.Equal(("PONG\n", "", 2), await RunAsync(["redis-cli", "ping"]));

    [Fact]
    public async Task What_tar_packs_it_unpacks()
    {
        ShellEnvironment machine = Machine();
        using MemoryStream packed = new();
        PretendShell shell = new(machine);
        await shell.RunAsync(["tar", "cf", "-", "/etc/motd"], Streams("", packed, Stream.Null), false, TestContext.Current.CancellationToken);
        packed.Position = 0;
        ShellStreams input = Streams("", Stream.Null, Stream.Null) with { Input = PipeReader.Create(packed) };
        Assert.Equal(0, await shell.RunAsync(["tar", "-xmf", "-", "-C", "/copy"], input, false, TestContext.Current.CancellationToken));
        Assert.Equal("welcome\n", Encoding.UTF8.GetString(machine.Files["/copy/etc/motd"]));
    }

    private static async Task<(string Output, string Error, int Code)> RunAsync(string[] command, string input = "")
    {
        using MemoryStream output = new();
        using MemoryStream error = new();
        int code = await new PretendShell(Machine()).RunAsync(command, Streams(input, output, error), false, TestContext.Current.CancellationToken);
        return (Encoding.UTF8.GetString(output.ToArray()), Encoding.UTF8.GetString(error.ToArray()), code);
    }

    private static ShellEnvironment Machine() => new()
    {
        Variables = new Dictionary<string, string> { ["HOME"] = "/root" },
        Files = new ConcurrentDictionary<string, byte[]>(new Dictionary<string, byte[]> { ["/etc/motd"] = "welcome\n"u8.ToArray() }),
        Clock = new ManualClock(),
        Scripted = new Dictionary<string, ScriptedAnswer> { ["redis-cli ping"] = new("PONG\n", "", 2) },
    };

    private static ShellStreams Streams(string input, Stream output, Stream error) => new(
        PipeReader.Create(new MemoryStream(Encoding.UTF8.GetBytes(input))),
        (data, token) => output.WriteAsync(data, token).AsTask(),
        (data, token) => error.WriteAsync(data, token).AsTask());
}
