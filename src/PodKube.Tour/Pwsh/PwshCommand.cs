using System.Diagnostics;

namespace PodKube.Tour.Pwsh;

/// <summary>A way to start pwsh that was tried and works.</summary>
/// <param name="FileName">The program: pwsh itself, or dotnet for a local tool.</param>
/// <param name="Prefix">Arguments that come before pwsh's own.</param>
/// <param name="Version">The version it reported, without a preview suffix.</param>
/// <param name="PesterVersion">The newest Pester it finds, null for none.</param>
internal sealed record PwshCommand(string FileName, IReadOnlyList<string> Prefix, Version Version, Version? PesterVersion)
{
    /// <summary>Runs a script file: no profile, no prompts, no update check, no colour codes in what is captured.</summary>
    public ProcessStartInfo Run(string script, params string[] arguments)
    {
        var start = new ProcessStartInfo(FileName, [.. Prefix, "-NoLogo", "-NoProfile", "-NonInteractive", "-File", script, .. arguments]);
        start.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        start.Environment["POWERSHELL_UPDATECHECK"] = "Off";
        return start;
    }

    public override string ToString() => $"pwsh {Version} ({string.Join(' ', [FileName, .. Prefix])})";
}
