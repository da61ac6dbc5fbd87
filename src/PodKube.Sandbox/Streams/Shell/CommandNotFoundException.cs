namespace PodKube.Sandbox.Streams.Shell;

/// <summary>A command was to be started directly (not by a shell) that this pretend machine does not have.</summary>
internal sealed class CommandNotFoundException(string command) : Exception($"exec: \"{command}\": executable file not found in $PATH")
{
    public string Command { get; } = command;
}
