using System.Management.Automation;
using PodKube.Sessions;

namespace PodKube.Commands;

/// <summary>Closes sessions: the default one, those piped in, or all.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "KubeCluster", DefaultParameterSetName = SessionSet)]
public sealed class DisconnectKubeClusterCommand : PSCmdlet
{
    private const string SessionSet = "Session";
    private const string AllSet = "All";

    /// <summary>The sessions to close. The default is the default session; without one nothing happens.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ParameterSetName = SessionSet)]
    public KubeSession[]? Session { get; set; }

    /// <summary>Close all sessions of this process.</summary>
    [Parameter(Mandatory = true, ParameterSetName = AllSet)]
    public SwitchParameter All { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        IEnumerable<KubeSession> sessions = ParameterSetName == AllSet
            ? SessionRegistry.List()
            : Session ?? (SessionRegistry.Default is KubeSession current ? [current] : []);
        foreach (KubeSession session in sessions)
        {
            SessionRegistry.Remove(session);
            session.Client.Dispose();
        }
    }
}
