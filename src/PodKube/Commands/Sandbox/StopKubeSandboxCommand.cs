using System.Management.Automation;
using PodKube.Sandboxes;
using PodKube.Sessions;

namespace PodKube.Commands;

/// <summary>Stops sandboxes, those piped in or all that this pwsh started, and closes their sessions.</summary>
[Cmdlet(VerbsLifecycle.Stop, "KubeSandbox", SupportsShouldProcess = true)]
public sealed class StopKubeSandboxCommand : KubeCmdlet
{
    /// <summary>The sandboxes to stop. The default is all of this pwsh.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    public KubeSandbox[]? Sandbox { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (KubeSandbox sandbox in Sandbox ?? SandboxRegistry.List())
        {
            if (ShouldProcess(sandbox.ToString(), "Stop"))
            {
                Stop(sandbox);
            }
        }
    }

    private void Stop(KubeSandbox sandbox)
    {
        SandboxRegistry.Remove(sandbox);
        foreach (KubeSession session in SessionRegistry.List().Where(s => s.Server == sandbox.Server))
        {
            SessionRegistry.Remove(session);
            session.Client.Dispose();
        }

        Await(async stop =>
        {
            await sandbox.StopAsync(stop).ConfigureAwait(false);
            return true;
        });
    }
}
