using System.Globalization;
using System.IO.Pipelines;
using System.Text;

namespace PodKube.Sandbox.Streams.Shell;

/// <summary>The commands of a pretend container.</summary>
internal sealed class BuiltInCommands(ShellEnvironment environment)
{
    private readonly TarCommand _tar = new(environment);

    /// <summary>The exit code, or null where there is no such command.</summary>
    public async Task<int?> TryRunAsync(string name, IReadOnlyList<string> arguments, ShellStreams streams, CancellationToken cancellationToken)
    {
        switch (name)
        {
            case "true" or ":":
                return 0;
            case "false":
                return 1;
            case "echo":
                await streams.WriteAsync(Echo(arguments), cancellationToken).ConfigureAwait(false);
                return 0;
            case "cat":
                return await CatAsync(arguments, streams, cancellationToken).ConfigureAwait(false);
            case "env" or "printenv":
                return await EnvAsync(arguments, streams, cancellationToken).ConfigureAwait(false);
            case "ls":
                return await ListAsync(arguments, streams, cancellationToken).ConfigureAwait(false);
            case "pwd":
                await streams.WriteAsync(environment.Directory + "\n", cancellationToken).ConfigureAwait(false);
                return 0;
            case "cd":
                return await ChangeAsync(arguments, streams, cancellationToken).ConfigureAwait(false);
            case "hostname":
                await streams.WriteAsync(environment.Hostname + "\n", cancellationToken).ConfigureAwait(false);
                return 0;
            case "whoami":
                await streams.WriteAsync("root\n", cancellationToken).ConfigureAwait(false);
                return 0;
            case "date":
                string now = environment.Clock.GetUtcNow().ToString("ddd MMM d HH:mm:ss 'UTC' yyyy", CultureInfo.InvariantCulture);
                await streams.WriteAsync(now + "\n", cancellationToken).ConfigureAwait(false);
                return 0;
            case "sleep":
                return await SleepAsync(arguments, streams, cancellationToken).ConfigureAwait(false);
            case "test" or "[":
                return Test([.. arguments.Where(word => word != "]")]) ? 0 : 1;
            case "rm":
                return Remove(arguments);
            case "mkdir" or "touch":
                return Touch(name, arguments);
            case "tar":
                return await _tar.RunAsync(arguments, streams, cancellationToken).ConfigureAwait(false);
            default:
                return null;
        }
    }

    private static string Echo(IReadOnlyList<string> arguments)
    {
        int first = 0;
        bool endsLine = true;
        bool escapes = false;
        while (first < arguments.Count && arguments[first] is "-n" or "-e" or "-ne" or "-en")
        {
            endsLine &= !arguments[first].Contains('n', StringComparison.Ordinal);
            escapes |= arguments[first].Contains('e', StringComparison.Ordinal);
            first++;
        }

        string text = string.Join(' ', arguments.Skip(first));
        text = escapes ? text.Replace("\\n", "\n", StringComparison.Ordinal).Replace("\\t", "\t", StringComparison.Ordinal) : text;
        return endsLine ? text + "\n" : text;
    }

    private async Task<int> CatAsync(IReadOnlyList<string> arguments, ShellStreams streams, CancellationToken cancellationToken)
    {
        int code = 0;
        foreach (string file in arguments.Count == 0 ? ["-"] : arguments)
        {
            if (file is "-" or "/dev/stdin")
            {
                await CopyAsync(streams.Input, streams, cancellationToken).ConfigureAwait(false);
            }
            else if (environment.Files.TryGetValue(environment.Resolve(file), out byte[]? content))
            {
                await streams.Output(content, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                string problem = environment.IsDirectory(environment.Resolve(file)) ? "Is a directory" : "No such file or directory";
                await streams.WriteErrorAsync($"cat: {file}: {problem}\n", cancellationToken).ConfigureAwait(false);
                code = 1;
            }
        }

        return code;
    }

    private static async Task CopyAsync(PipeReader input, ShellStreams streams, CancellationToken cancellationToken)
    {
        while (true)
        {
            ReadResult result = await input.ReadAsync(cancellationToken).ConfigureAwait(false);
            foreach (ReadOnlyMemory<byte> part in result.Buffer)
            {
                await streams.Output(part.ToArray(), cancellationToken).ConfigureAwait(false);
            }

            input.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted)
            {
                return;
            }
        }
    }

    private async Task<int> EnvAsync(IReadOnlyList<string> arguments, ShellStreams streams, CancellationToken cancellationToken)
    {
        if (arguments.Count > 0)
        {
            bool isSet = environment.Variables.TryGetValue(arguments[0], out string? value);
            await streams.WriteAsync(isSet ? value + "\n" : "", cancellationToken).ConfigureAwait(false);
            return isSet ? 0 : 1;
        }

        string all = string.Concat(environment.Variables.Select(variable => $"{variable.Key}={variable.Value}\n"));
        await streams.WriteAsync(all, cancellationToken).ConfigureAwait(false);
        return 0;
    }

    private async Task<int> ListAsync(IReadOnlyList<string> arguments, ShellStreams streams, CancellationToken cancellationToken)
    {
        int code = 0;
        List<string> paths = [.. arguments.Where(word => !word.StartsWith('-'))];
        foreach (string path in paths.Count == 0 ? ["."] : paths)
        {
            string full = environment.Resolve(path);
            if (environment.Files.ContainsKey(full))
            {
                await streams.WriteAsync(path + "\n", cancellationToken).ConfigureAwait(false);
            }
            else if (environment.IsDirectory(full))
            {
                string names = string.Concat(environment.Entries(full).Where(name => name[0] != '.').Select(name => name + "\n"));
                await streams.WriteAsync(names, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                await streams.WriteErrorAsync($"ls: {path}: No such file or directory\n", cancellationToken).ConfigureAwait(false);
                code = 1;
            }
        }

        return code;
    }

    private async Task<int> ChangeAsync(IReadOnlyList<string> arguments, ShellStreams streams, CancellationToken cancellationToken)
    {
        string path = environment.Resolve(arguments.Count > 0 ? arguments[0] : "/");
        if (!environment.IsDirectory(path))
        {
            await streams.WriteErrorAsync($"sh: cd: can't cd to {arguments[0]}: No such file or directory\n", cancellationToken).ConfigureAwait(false);
            return 2;
        }

        environment.Directory = path;
        return 0;
    }

    private async Task<int> SleepAsync(IReadOnlyList<string> arguments, ShellStreams streams, CancellationToken cancellationToken)
    {
        if (Controllers.Pods.PodAnnotations.ParseDuration(arguments.Count > 0 ? arguments[0] : null) is not { } time || time.TotalDays > 24)
        {
            await streams.WriteErrorAsync("sleep: invalid time interval\n", cancellationToken).ConfigureAwait(false);
            return 1;
        }

        await Task.Delay(time, environment.Clock, cancellationToken).ConfigureAwait(false);
        return 0;
    }

    private bool Test(List<string> words) => words switch
    {
        ["-f", { } file] => environment.Files.ContainsKey(environment.Resolve(file)),
        ["-d", { } file] => environment.IsDirectory(environment.Resolve(file)),
        ["-e", { } file] => environment.Files.ContainsKey(environment.Resolve(file)) || environment.IsDirectory(environment.Resolve(file)),
        ["-z", { } text] => text.Length == 0,
        ["-n", { } text] => text.Length > 0,
        ["!", .. { } rest] => !Test(rest),
        [{ } left, "=" or "==", { } right] => left == right,
        [{ } left, "!=", { } right] => left != right,
        [{ } text] => text.Length > 0,
        _ => false,
    };

    private int Remove(IReadOnlyList<string> arguments)
    {
        foreach (string path in arguments.Where(word => !word.StartsWith('-')).Select(environment.Resolve))
        {
            foreach (string file in environment.Files.Keys.Where(file => file == path || file.StartsWith(path + "/", StringComparison.Ordinal)).ToList())
            {
                environment.Files.TryRemove(file, out _);
            }
        }

        return 0;
    }

    // A folder without files is kept by an entry with an empty name.
    private int Touch(string name, IReadOnlyList<string> arguments)
    {
        foreach (string path in arguments.Where(word => !word.StartsWith('-')).Select(environment.Resolve))
        {
            environment.Files.TryAdd(name == "mkdir" ? path + "/" : path, []);
        }

        return 0;
    }
}
