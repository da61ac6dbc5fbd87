namespace PodKube.Client.Auth;

/// <summary>Runs a command to its end.</summary>
internal interface IProcessRunner
{
    /// <summary>Runs it with closed input.</summary>
    /// <returns>Null when there is no such command.</returns>
    Task<ProcessResult?> RunAsync(
        string command, IReadOnlyList<string> arguments, IReadOnlyList<KeyValuePair<string, string>> environment, CancellationToken cancellationToken);
}
