using System.Formats.Tar;

namespace PodKube.Sandbox.Streams.Shell;

/// <summary>As much of tar as <c>kubectl cp</c> uses: <c>tar cf - PATH</c> and <c>tar -xmf - -C PATH</c>.</summary>
internal sealed class TarCommand(ShellEnvironment environment)
{
    public async Task<int> RunAsync(IReadOnlyList<string> arguments, ShellStreams streams, CancellationToken cancellationToken)
    {
        string flags = arguments.Count > 0 ? arguments[0].TrimStart('-') : "";
        string folder = environment.Directory;
        List<string> paths = [];
        for (int i = 1; i < arguments.Count; i++)
        {
            if (arguments[i] == "-C" && i + 1 < arguments.Count)
            {
                folder = environment.Resolve(arguments[++i]);
            }
            else if (arguments[i] != "-" && !arguments[i].StartsWith("--", StringComparison.Ordinal))
            {
                paths.Add(arguments[i]);
            }
        }

        return flags.Contains('c', StringComparison.Ordinal) ? await PackAsync(paths, streams, cancellationToken).ConfigureAwait(false)
            : flags.Contains('x', StringComparison.Ordinal) ? await UnpackAsync(folder, streams, cancellationToken).ConfigureAwait(false)
            : await FailAsync("tar: need at least one option", streams, cancellationToken).ConfigureAwait(false);
    }

    private async Task<int> PackAsync(List<string> paths, ShellStreams streams, CancellationToken cancellationToken)
    {
        using MemoryStream buffer = new();
        int code = 0;
        await using (TarWriter writer = new(buffer, TarEntryFormat.Pax, leaveOpen: true))
        {
            foreach (string path in paths)
            {
                string full = environment.Resolve(path);
                List<string> files = [.. environment.Files.Keys
                    .Where(file => file == full || file.StartsWith(full.TrimEnd('/') + "/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
                code = files.Count == 0 ? await FailAsync($"tar: {path}: No such file or directory", streams, cancellationToken).ConfigureAwait(false) : code;
                foreach (string file in files.Where(file => !file.EndsWith('/')))
                {
                    PaxTarEntry entry = new(TarEntryType.RegularFile, file.TrimStart('/'))
                    {
                        DataStream = new MemoryStream(environment.Files[file]),
                        ModificationTime = environment.Clock.GetUtcNow(),
                    };
                    await writer.WriteEntryAsync(entry, cancellationToken).ConfigureAwait(false);
                }
            }
        }

        await streams.Output(buffer.ToArray(), cancellationToken).ConfigureAwait(false);
        return code;
    }

    private async Task<int> UnpackAsync(string folder, ShellStreams streams, CancellationToken cancellationToken)
    {
        try
        {
            await using TarReader reader = new(streams.Input.AsStream());
            while (await reader.GetNextEntryAsync(copyData: true, cancellationToken).ConfigureAwait(false) is { } entry)
            {
                string path = environment.Resolve(folder + "/" + entry.Name);
                if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile)
                {
                    using MemoryStream content = new();
                    if (entry.DataStream is { } data)
                    {
                        await data.CopyToAsync(content, cancellationToken).ConfigureAwait(false);
                    }

                    environment.Files[path] = content.ToArray();
                }
                else if (entry.EntryType == TarEntryType.Directory)
                {
                    environment.Files.TryAdd(path + "/", []);
                }
            }

            return 0;
        }
        catch (Exception invalid) when (invalid is InvalidDataException or EndOfStreamException or FormatException)
        {
            return await FailAsync("tar: invalid tar header checksum", streams, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<int> FailAsync(string message, ShellStreams streams, CancellationToken cancellationToken)
    {
        await streams.WriteErrorAsync(message + "\n", cancellationToken).ConfigureAwait(false);
        return 1;
    }
}
