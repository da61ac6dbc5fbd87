using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;

namespace PodKube.Sandbox.Streams.Shell;

/// <summary>Runs command lines and scripts of the built-in commands. No program of the host is ever started.</summary>
internal sealed class PretendShell(ShellEnvironment environment)
{
    private readonly BuiltInCommands _commands = new(environment);
    private int _last;
    private bool _exits;

    /// <summary>Runs one command with its arguments, as a container runtime starts it.</summary>
    /// <exception cref="CommandNotFoundException">There is no such command.</exception>
    public async Task<int> RunAsync(IReadOnlyList<string> arguments, ShellStreams streams, bool isTerminal, CancellationToken cancellationToken)
    {
        if (environment.Scripted.TryGetValue(string.Join(' ', arguments), out ScriptedAnswer? scripted))
        {
            await streams.WriteAsync(scripted.Stdout, cancellationToken).ConfigureAwait(false);
            await streams.WriteErrorAsync(scripted.Stderr, cancellationToken).ConfigureAwait(false);
            return scripted.ExitCode;
        }

        string name = arguments[0][(arguments[0].LastIndexOf('/') + 1)..];
        if (name is "sh" or "bash" or "ash")
        {
            int script = arguments.ToList().FindIndex(word => word.StartsWith('-') && !word.StartsWith("--", StringComparison.Ordinal) && word.EndsWith('c'));
            return script > 0 && script + 1 < arguments.Count
                ? await RunScriptAsync(arguments[script + 1], streams, cancellationToken).ConfigureAwait(false)
                : await ReadScriptAsync(streams, isTerminal, cancellationToken).ConfigureAwait(false);
        }

        return await _commands.TryRunAsync(name, [.. arguments.Skip(1)], streams, cancellationToken).ConfigureAwait(false)
            ?? throw new CommandNotFoundException(arguments[0]);
    }

    private async Task<int> RunScriptAsync(string script, ShellStreams streams, CancellationToken cancellationToken)
    {
        List<ScriptCommand> commands;
        try
        {
            commands = ScriptParser.Parse(script);
        }
        catch (FormatException invalid)
        {
            await streams.WriteErrorAsync($"sh: {invalid.Message}\n", cancellationToken).ConfigureAwait(false);
            return _last = 2;
        }

        for (int i = 0; i < commands.Count && !_exits; i++)
        {
            bool runs = commands[i].Operator switch { "&&" => _last == 0, "||" => _last != 0, _ => true };
            int end = i;
            while (end + 1 < commands.Count && commands[end + 1].Operator == "|")
            {
                end++;
            }

            if (runs)
            {
                _last = await RunPipelineAsync(commands.GetRange(i, end - i + 1), streams, cancellationToken).ConfigureAwait(false);
            }

            i = end;
        }

        return _last;
    }

    private async Task<int> RunPipelineAsync(List<ScriptCommand> stages, ShellStreams streams, CancellationToken cancellationToken)
    {
        PipeReader input = streams.Input;
        int code = 0;
        foreach (ScriptCommand stage in stages)
        {
            bool isLast = stage == stages[^1];
            ArrayBufferWriter<byte> captured = new();
            bool captures = !isLast || stage.OutputFile is not null;
            Func<ReadOnlyMemory<byte>, CancellationToken, Task> output = stage.ToError ? streams.Error : captures ? Capture : streams.Output;
            ShellStreams own = new(input, output, stage.MergesError ? output : streams.Error);
            code = await RunSimpleAsync(stage, own, cancellationToken).ConfigureAwait(false);
            if (stage.OutputFile is { } file)
            {
                Save(Expand(file), captured.WrittenSpan.ToArray(), stage.Appends);
                captured.Clear();
            }

            input = PipeReader.Create(new ReadOnlySequence<byte>(captured.WrittenMemory));

            Task Capture(ReadOnlyMemory<byte> data, CancellationToken token)
            {
                captured.Write(data.Span);
                return Task.CompletedTask;
            }
        }

        return code;
    }

    private async Task<int> RunSimpleAsync(ScriptCommand command, ShellStreams streams, CancellationToken cancellationToken)
    {
        List<string> words = [.. command.Words.Select(Expand)];
        while (words.Count > 0 && IsAssignment(words[0]))
        {
            string[] parts = words[0].Split('=', 2);
            environment.Variables[parts[0]] = parts[1];
            words.RemoveAt(0);
        }

        if (words.Count == 0)
        {
            return 0;
        }

        if (words[0] == "exit")
        {
            _exits = true;
            return words.Count > 1 && int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out int code) ? code & 0xff : _last;
        }

        try
        {
            PretendShell child = words[0] is "sh" or "bash" ? new PretendShell(environment) : this;
            return await child.RunAsync(words, streams, isTerminal: false, cancellationToken).ConfigureAwait(false);
        }
        catch (CommandNotFoundException missing)
        {
            await streams.WriteErrorAsync($"sh: {missing.Command}: not found\n", cancellationToken).ConfigureAwait(false);
            return 127;
        }
    }

    // Without -c the script comes line by line from stdin, as from a person.
    private async Task<int> ReadScriptAsync(ShellStreams streams, bool isTerminal, CancellationToken cancellationToken)
    {
        while (!_exits)
        {
            if (isTerminal)
            {
                await streams.WriteAsync($"{environment.Directory} # ", cancellationToken).ConfigureAwait(false);
            }

            if (await InputLines.ReadAsync(streams.Input, cancellationToken).ConfigureAwait(false) is not { } line)
            {
                break;
            }

            await RunScriptAsync(line, streams, cancellationToken).ConfigureAwait(false);
        }

        return _last;
    }

    private void Save(string file, byte[] content, bool appends)
    {
        string path = environment.Resolve(file);
        if (path != "/dev/null")
        {
            environment.Files.AddOrUpdate(path, content, (_, old) => appends ? [.. old, .. content] : content);
        }
    }

    private string Expand(string word)
    {
        StringBuilder text = new();
        for (int i = 0; i < word.Length; i++)
        {
            if (word[i] != '$' || i + 1 >= word.Length)
            {
                text.Append(word[i] switch { ScriptParser.LiteralDollar => "$", '\u0002' => "", { } letter => letter.ToString() });
                continue;
            }

            bool isBraced = word[i + 1] == '{';
            int start = i + (isBraced ? 2 : 1);
            int end = start;
            while (end < word.Length && (char.IsAsciiLetterOrDigit(word[end]) || word[end] == '_' || (end == start && word[end] == '?')))
            {
                end++;
            }

            string name = word[start..end];
            text.Append(name == "?" ? _last.ToString(CultureInfo.InvariantCulture) : environment.Variables.TryGetValue(name, out string? value) ? value : "");
            i = isBraced && end < word.Length ? end : end - 1;
        }

        return text.ToString();
    }

    private static bool IsAssignment(string word)
    {
        int equals = word.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 && !char.IsAsciiDigit(word[0]) && word.AsSpan(0, equals).IndexOfAnyExcept(s_nameLetters) < 0;
    }

    private static readonly SearchValues<char> s_nameLetters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");
}
