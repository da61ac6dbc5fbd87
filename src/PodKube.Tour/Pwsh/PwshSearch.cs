namespace PodKube.Tour.Pwsh;

/// <summary>The outcome of looking for pwsh: the command, or what was tried and why it would not do.</summary>
internal sealed record PwshSearch(PwshCommand? Found, IReadOnlyList<string> Attempts)
{
    public string Reason => $"pwsh {PwshLocator.MinimumVersion} or newer was not found: {string.Join("; ", Attempts)}.";
}
