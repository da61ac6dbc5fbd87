using Microsoft.AspNetCore.Http;
using PodKube.Sandbox.Server;

namespace PodKube.Sandbox.Streams.Exec;

/// <summary>What an exec or attach request asks for.</summary>
internal sealed record ExecOptions(IReadOnlyList<string> Command, string? Container, bool Stdin, bool Stdout, bool Stderr, bool Tty)
{
    // What an attached client with a keyboard talks to.
    private static readonly string[] s_shell = ["sh"];

    /// <exception cref="ApiStatusException">400: there is no command, or no stream.</exception>
    public static ExecOptions Read(IQueryCollection query, bool needsCommand)
    {
        string[] command = [.. query["command"].OfType<string>()];
        if (needsCommand && (command.Length == 0 || command[0].Length == 0))
        {
            throw ApiErrors.BadRequest("you must specify at least 1 command for the container");
        }

        ExecOptions options = new(
            command.Length > 0 ? command : s_shell, query["container"], Flag(query, "stdin"), Flag(query, "stdout"), Flag(query, "stderr"), Flag(query, "tty"));
        return options.Stdin || options.Stdout || options.Stderr
            ? options
            : throw ApiErrors.BadRequest("you must specify at least 1 of stdin, stdout, stderr");
    }

    private static bool Flag(IQueryCollection query, string name) => query[name].ToString() is "true" or "1";
}
