using System.Globalization;
using PodKube.Sandbox.Faults;

namespace PodKube.Sandbox.Hosting;

internal enum SandboxVerb
{
    Help,
    Version,
    Serve,
    Run,
}

/// <summary>What the command line asks for.</summary>
internal sealed record CommandLine(SandboxVerb Verb)
{
    public const string Usage = """
        Usage:
          PodKube.Sandbox serve [options] [--exit-with-stdin]
          PodKube.Sandbox run [options] [--admin] <command> [arguments…]

        serve    keeps an API server running and prints where it listens as one line of JSON
        run      runs a command inside a simulated pod and exits with its code

        Options:
          --port N               port of the API on 127.0.0.1 (default 0: the system chooses)
          --namespace NAME, -n   create this namespace; the pod lives in the first one (default: default)
          --service-account NAME service account of the pod; created where it is missing (default: default)
          --node N               number of pretend nodes (default 3)
          --manifest FILE, -f    create the objects of this YAML or JSON file at the start
          --fault FAULT          let something go wrong: Latency,verb=list,resource=pods,delay=200ms,count=3
          --admin                KUBECONFIG is the administrator's instead of the service account's
          --exit-with-stdin      end when standard input is closed
          --version              print the version
          --help, -h             print this

        """;

    public SandboxOptions Options { get; init; } = new();

    public bool Administrator { get; init; }

    public bool ExitWithInput { get; init; }

    /// <summary>The command of <c>run</c> and its arguments.</summary>
    public IReadOnlyList<string> Command { get; init; } = [];

    /// <exception cref="UsageException">The arguments are not understood.</exception>
    public static CommandLine Parse(IReadOnlyList<string> arguments)
    {
        if (arguments.Count == 0)
        {
            throw new UsageException("a command is missing");
        }

        return arguments[0] switch
        {
            "--help" or "-h" or "help" => new CommandLine(SandboxVerb.Help),
            "--version" => new CommandLine(SandboxVerb.Version),
            "serve" => ParseOptions(new CommandLine(SandboxVerb.Serve), arguments),
            "run" => ParseOptions(new CommandLine(SandboxVerb.Run), arguments),
            var unknown => throw new UsageException($"unknown command '{unknown}'"),
        };
    }

    private static CommandLine ParseOptions(CommandLine line, IReadOnlyList<string> arguments)
    {
        for (var i = 1; i < arguments.Count; i++)
        {
            var (name, inlineValue) = Split(arguments[i]);
            if (!name.StartsWith('-') || name == "--")
            {
                // Everything from the command on is the command's own.
                return WithCommand(line, [.. arguments.Skip(name == "--" ? i + 1 : i)]);
            }

            if (Flag(line, name) is { } flagged)
            {
                if (flagged.Verb == SandboxVerb.Help)
                {
                    return flagged;
                }

                line = flagged;
                continue;
            }

            var value = inlineValue ?? (i + 1 < arguments.Count ? arguments[++i] : throw new UsageException($"option {name} needs a value"));
            line = line with { Options = WithOption(line.Options, name, value) };
        }

        return WithCommand(line, []);
    }

    private static CommandLine? Flag(CommandLine line, string name) => name switch
    {
        "--help" or "-h" => new CommandLine(SandboxVerb.Help),
        "--admin" => line with { Administrator = true },
        "--exit-with-stdin" when line.Verb == SandboxVerb.Serve => line with { ExitWithInput = true },
        _ => null,
    };

    private static SandboxOptions WithOption(SandboxOptions options, string name, string value) => name switch
    {
        "--port" => options with { Port = Number(name, value, 0, ushort.MaxValue) },
        "--namespace" or "-n" => options with { Namespaces = [.. options.Namespaces, value] },
        "--service-account" => options with { ServiceAccount = value },
        "--node" or "--nodes" => options with { Nodes = Number(name, value, 0, 5000) },
        "--fault" => options with { Faults = [.. options.Faults, ParseFault(value)] },
        "--manifest" or "-f" => options with { Manifests = [.. options.Manifests, value] },
        _ => throw new UsageException($"unknown option {name}"),
    };

    private static CommandLine WithCommand(CommandLine line, IReadOnlyList<string> command) => (line.Verb, command.Count) switch
    {
        (SandboxVerb.Run, 0) => throw new UsageException("run needs a command to run"),
        (SandboxVerb.Serve, > 0) => throw new UsageException($"unexpected argument '{command[0]}'"),
        _ => line with { Command = command },
    };

    private static (string Name, string? Value) Split(string argument)
    {
        var equals = argument.IndexOf('=', StringComparison.Ordinal);
        return argument.StartsWith("--", StringComparison.Ordinal) && equals > 0
            ? (argument[..equals], argument[(equals + 1)..])
            : (argument, null);
    }

    private static Fault ParseFault(string value)
    {
        try
        {
            return Fault.Parse(value);
        }
        catch (FormatException mistake)
        {
            throw new UsageException($"option --fault: {mistake.Message}");
        }
    }

    private static int Number(string name, string value, int minimum, int maximum) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= minimum && number <= maximum
            ? number
            : throw new UsageException($"option {name} takes a number from {minimum} to {maximum}, not '{value}'");
}
