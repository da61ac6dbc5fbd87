using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Hosting;

/// <summary><c>serve</c>: keeps the sandbox running until it is told to stop.</summary>
internal sealed class ServeCommand(CommandLine line)
{
    public async Task<int> RunAsync(TextWriter output, Stream input)
    {
        var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        await using var server = await SandboxServer.StartAsync(line.Options).ConfigureAwait(false);
        await using var pod = new SimulatedPod(server, line.Options);
        await output.WriteLineAsync(JsonText.WriteString(Describe(server, pod))).ConfigureAwait(false);
        await output.FlushAsync().ConfigureAwait(false);
        await (line.ExitWithInput ? Task.WhenAny(stop.Task, DrainAsync(input)) : stop.Task).ConfigureAwait(false);
        return 0;

        void Interrupt(PosixSignalContext context)
        {
            // A terminal sends Ctrl+C to all its processes. Whoever holds the input ends a command with it, not the sandbox.
            if (line.ExitWithInput)
            {
                context.Cancel = true;
            }
            else
            {
                Stop(context);
            }
        }

        void Stop(PosixSignalContext context)
        {
            // The process ends by itself, after the folder is removed.
            context.Cancel = true;
            stop.TrySetResult();
        }
    }

    private static async Task DrainAsync(Stream input)
    {
        var buffer = new byte[256];
        while (await input.ReadAsync(buffer).ConfigureAwait(false) > 0)
        {
        }
    }

    private static JsonObject Describe(SandboxServer server, SimulatedPod pod) => new()
    {
        ["url"] = server.Url.GetLeftPart(UriPartial.Authority),
        ["host"] = server.Url.Host,
        ["port"] = server.Url.Port,
        ["namespace"] = pod.Namespace,
        ["serviceAccount"] = pod.ServiceAccount,
        ["serviceAccountPath"] = pod.ServiceAccountPath,
        ["kubeconfig"] = pod.KubeconfigPath,
        ["adminKubeconfig"] = pod.AdministratorKubeconfigPath,
        ["caFile"] = pod.CaFile,
        ["controlUrl"] = server.ControlUrl.ToString(),
        ["pid"] = Environment.ProcessId,
        ["version"] = ProductVersion.Text,
    };
}
