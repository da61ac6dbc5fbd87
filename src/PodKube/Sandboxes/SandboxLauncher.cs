using System.Diagnostics;
using System.Text.Json;
using PodKube.Loader;

namespace PodKube.Sandboxes;

/// <summary>Starts the sandbox's process and waits until it says where it listens.</summary>
internal static class SandboxLauncher
{
    private const int KeptLines = 40;

    /// <exception cref="SandboxException">There is no runtime for it, or it ended instead of listening.</exception>
    public static async Task<KubeSandbox> StartAsync(SandboxStartOptions options, CancellationToken cancellationToken)
    {
        Process process = Start(options);
        ErrorLines errors = new(process, KeptLines);
        try
        {
            string? line = await process.StandardOutput.ReadLineAsync(cancellationToken).ConfigureAwait(false);
            if (line is null)
            {
                await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
                throw Failed(errors.Text, null);
            }

            return new KubeSandbox(process, SandboxAnnouncement.Parse(line));
        }
        catch (JsonException e)
        {
            End(process);
            throw Failed(errors.Text, e);
        }
        catch (OperationCanceledException)
        {
            End(process);
            throw;
        }
    }

    private static Process Start(SandboxStartOptions options)
    {
        ProcessStartInfo start = new(DotnetHost.Find())
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.ArgumentList.Add(ModulePaths.Sandbox);
        foreach (string argument in options.ToArguments())
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }

    private static void End(Process process)
    {
        process.StandardInput.Close();
        process.Kill(entireProcessTree: true);
    }

    private static SandboxException Failed(string errors, Exception? inner)
    {
        bool runtime = errors.Contains("Microsoft.AspNetCore.App", StringComparison.Ordinal);
        return new SandboxException(
            runtime ? "RuntimeNotFound" : "SandboxFailed",
            runtime ? $"The dotnet that was found has no ASP.NET Core runtime.\n{errors}" : $"The sandbox ended instead of listening.\n{errors}",
            runtime ? "Install the ASP.NET Core runtime 8.0 or newer (https://dotnet.microsoft.com/download)." : "The sandbox's own words above say why.",
            inner);
    }
}
