using System.ComponentModel;
using System.Diagnostics;
using PodKube.Tour.Processes;

namespace PodKube.Tour.Pwsh;

/// <summary>
/// Finds pwsh 7.4 or newer: <c>PODKUBE_PWSH</c> alone when it is set, else PATH, the user's dotnet tools, and a local dotnet tool.
/// </summary>
internal sealed class PwshLocator(Func<string, string?> environment)
{
    /// <summary>The oldest pwsh that the module loads in.</summary>
    public static readonly Version MinimumVersion = new(7, 4);

    private const string Override = "PODKUBE_PWSH";
    private const string Probe =
        "$p = Get-Module Pester -ListAvailable | Sort-Object Version -Descending | Select-Object -First 1;"
        + " \"$($PSVersionTable.PSVersion)|$($p.Version)\"";

    private static readonly TimeSpan s_probeTime = TimeSpan.FromMinutes(1);

    /// <summary>Tries the candidates in their order and keeps the first that answers with a good version.</summary>
    public async Task<PwshSearch> FindAsync(CancellationToken cancellationToken)
    {
        var attempts = new List<string>();
        foreach (var (name, fileName, prefix) in Candidates())
        {
            var (found, failure) = await ProbeAsync(fileName, prefix, cancellationToken).ConfigureAwait(false);
            if (found is not null)
            {
                return new PwshSearch(found, attempts);
            }

            attempts.Add($"{name}: {failure}");
        }

        return new PwshSearch(null, attempts);
    }

    /// <summary>What would be tried: the name for messages, the program, its leading arguments.</summary>
    internal IEnumerable<(string Name, string FileName, string[] Prefix)> Candidates()
    {
        if (environment(Override) is { Length: > 0 } chosen)
        {
            yield return ($"{Override} '{chosen}'", chosen, []);
            yield break;
        }

        yield return ("pwsh on PATH", "pwsh", []);
        string home = environment("DOTNET_CLI_HOME") ?? environment(OperatingSystem.IsWindows() ? "USERPROFILE" : "HOME") ?? "";
        yield return (
            "the user's dotnet tools",
            Path.Combine(home, ".dotnet", "tools", OperatingSystem.IsWindows() ? "pwsh.exe" : "pwsh"),
            []
        );
        yield return ("a local dotnet tool", environment("DOTNET_HOST_PATH") ?? "dotnet", ["tool", "run", "pwsh", "--"]);
    }

    private static async Task<(PwshCommand? Found, string Failure)> ProbeAsync(
        string fileName,
        string[] prefix,
        CancellationToken cancellationToken
    )
    {
        var start = new ProcessStartInfo(fileName, [.. prefix, "-NoLogo", "-NoProfile", "-NonInteractive", "-Command", Probe]);
        try
        {
            var result = await ChildProcess.RunAsync(start, s_probeTime, null, cancellationToken).ConfigureAwait(false);
            return Read(fileName, prefix, result);
        }
        catch (Win32Exception)
        {
            return (null, "not there");
        }
    }

    private static (PwshCommand? Found, string Failure) Read(string fileName, string[] prefix, ChildResult result)
    {
        if (result.TimedOut)
        {
            return (null, $"did not answer within {s_probeTime.TotalSeconds} s");
        }

        string[] answer = result.Output.Trim().Split('|');
        if (result.ExitCode != 0 || answer.Length != 2 || ParseVersion(answer[0]) is not { } version)
        {
            return (null, "not there");
        }

        return version < MinimumVersion
            ? (null, $"is {answer[0]}")
            : (new PwshCommand(fileName, prefix, version, ParseVersion(answer[1])), "");
    }

    private static Version? ParseVersion(string text) => Version.TryParse(text.Split('-')[0].Trim(), out var version) ? version : null;
}
