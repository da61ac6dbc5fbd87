using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace PodKube.Sandbox.Hosting;

/// <summary><c>run</c>: runs a command as if it ran in a pod of the sandbox's cluster.</summary>
internal sealed class RunCommand(CommandLine line)
{
    private const int NotFound = 127;
    private const int NotExecutable = 126;

    public async Task<int> RunAsync(TextWriter error)
    {
        await using var server = await SandboxServer.StartAsync(line.Options).ConfigureAwait(false);
        await using var pod = new SimulatedPod(server, line.Options);
        using var child = new Process { StartInfo = Prepare(server, pod) };
        // A terminal sends Ctrl+C to the child as well: it decides what that means, and this process waits for it.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, static context => context.Cancel = true);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
        {
            context.Cancel = true;
            Terminate(child);
        });
        try
        {
            child.Start();
        }
        catch (Win32Exception failure)
        {
            const int NoSuchFile = 2;
            await error.WriteLineAsync($"{line.Command[0]}: {failure.Message}").ConfigureAwait(false);
            return failure.NativeErrorCode == NoSuchFile ? NotFound : NotExecutable;
        }

        await child.WaitForExitAsync().ConfigureAwait(false);
        return child.ExitCode;
    }

    private ProcessStartInfo Prepare(SandboxServer server, SimulatedPod pod)
    {
        var start = new ProcessStartInfo(line.Command[0]) { UseShellExecute = false };
        foreach (var argument in line.Command.Skip(1))
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in PodEnvironment.Of(server, pod, line.Administrator))
        {
            start.Environment[name] = value;
        }

        PodEnvironment.BypassProxies(start.Environment, server.Url.Host);
        return start;
    }

    private static void Terminate(Process child)
    {
        if (OperatingSystem.IsWindows())
        {
            child.Kill();
        }
        else
        {
            NativeMethods.Signal(child.Id, NativeMethods.Terminate);
        }
    }
}
