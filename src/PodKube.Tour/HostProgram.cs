using System.ComponentModel;
using System.Diagnostics;
using System.Reflection;
using PodKube.Tour.Pwsh;
using PodKube.Tour.Walk;

namespace PodKube.Tour;

/// <summary>What the reader starts: chooses cmdlets or client library, and runs the walk in the sandbox's pod.</summary>
internal static class HostProgram
{
    private static readonly string s_dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host
        ? host
        : "dotnet";

    public static async Task<int> RunAsync(TourMode mode, Narrator narrator, CancellationToken cancellationToken)
    {
        narrator.Title("PodKube: Kubernetes from inside a pod");
        narrator.Remark("No cluster is needed: the embedded sandbox plays the API server, and a pod with the default service account.");

        var start = await WalkAsync(mode, narrator, cancellationToken).ConfigureAwait(false);
        if (start is null)
        {
            return 1;
        }

        int code = await RunInSandboxAsync(start, narrator).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        if (code == 0)
        {
            narrator.Success("The sandbox has stopped. Every step did what it should.");
        }
        else
        {
            narrator.Failure($"The tour did not go as it should (exit code {code}).");
        }

        return code;
    }

    /// <summary>The command that walks, or null when the one that was asked for is not there.</summary>
    private static async Task<IReadOnlyList<string>?> WalkAsync(TourMode mode, Narrator narrator, CancellationToken cancellationToken)
    {
        string[] withoutPwsh = [s_dotnet, "exec", Path.Combine(AppContext.BaseDirectory, "PodKube.Tour.dll"), "--in-pod"];
        if (mode == TourMode.WithoutPwsh)
        {
            narrator.Remark("As asked, without pwsh: the steps go through PodKube.Client, the library below the cmdlets.");
            return withoutPwsh;
        }

        var search = await new PwshLocator(Environment.GetEnvironmentVariable).FindAsync(cancellationToken).ConfigureAwait(false);
        if (search.Found is { } pwsh)
        {
            string script = Path.GetFullPath(Path.Combine(Metadata("PodKube.Examples"), "tour.ps1"));
            narrator.Remark($"The cmdlets, in {pwsh}: {Path.GetRelativePath(Environment.CurrentDirectory, script)}");
            var start = pwsh.Run(script, "-Module", Metadata("PodKube.Manifest"));
            return [start.FileName, .. start.ArgumentList];
        }

        if (mode == TourMode.WithPwsh)
        {
            narrator.Failure(search.Reason);
            return null;
        }

        narrator.Remark($"{search.Reason} So the same steps go through PodKube.Client, the library below the cmdlets.");
        return withoutPwsh;
    }

    private static async Task<int> RunInSandboxAsync(IReadOnlyList<string> command, Narrator narrator)
    {
        string sandbox = Path.Combine(Path.GetDirectoryName(Metadata("PodKube.Manifest"))!, "sandbox", "PodKube.Sandbox.dll");
        try
        {
            using var process = Process.Start(new ProcessStartInfo(s_dotnet, ["exec", sandbox, "run", "--admin", .. command]))!;
            await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
            return process.ExitCode;
        }
        catch (Win32Exception e)
        {
            narrator.Failure($"The sandbox could not be started with '{s_dotnet}': {e.Message}");
            return 1;
        }
    }

    private static string Metadata(string key) =>
        typeof(HostProgram).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(attribute => attribute.Key == key).Value!;
}
