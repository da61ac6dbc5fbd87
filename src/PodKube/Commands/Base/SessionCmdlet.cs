using System.Management.Automation;
using PodKube.Client;
using PodKube.Client.Errors;
using PodKube.Client.Resources;
using PodKube.Sessions;

namespace PodKube.Commands;

/// <summary>
/// The base of every cmdlet that talks to the server. It finds the session when the first record needs one (not before: an earlier
/// cmdlet of the same pipeline may be about to open it) and turns failures into error records.
/// </summary>
public abstract class SessionCmdlet : KubeCmdlet
{
    private KubeSession? _session;

    /// <summary>The session to use. The default is the process's default session, which is opened if there is none.</summary>
    [Parameter]
    public KubeSession? Session { get; set; }

    private protected KubeSession ActiveSession => _session ??= Session ?? SessionRegistry.GetOrConnect(SessionFactory.OpenDefault);

    private protected KubeClient Client => ActiveSession.Client;

    /// <summary>Whether there must be a session before the work begins.</summary>
    private protected virtual bool NeedsSession => true;

    /// <inheritdoc/>
    protected sealed override void ProcessRecord()
    {
        if (NeedsSession)
        {
            FindSession();
        }

        Try(null, ProcessWithSession);
    }

    /// <summary>Does the work of one record, or of the whole call where nothing is piped.</summary>
    private protected abstract void ProcessWithSession();

    /// <summary>Runs one item; its failure is written as an error and the pipeline goes on.</summary>
    /// <param name="target">What the item is about; null takes it from the failure.</param>
    /// <param name="work">What to do.</param>
    /// <returns>Whether it succeeded.</returns>
    private protected bool Try(KubeTarget? target, Action work)
    {
        try
        {
            work();
            return true;
        }
        catch (Exception e) when (ErrorRecordFactory.IsFailure(e))
        {
            WriteError(ErrorRecordFactory.Create(e, target));
            return false;
        }
    }

    /// <summary>Finds the kind of an object by what it carries; asks the server only for kinds that are not known here.</summary>
    private protected ApiResource Resolve(string apiVersion, string kind) =>
        KnownKinds.Find(apiVersion, kind) ?? Resolve($"{apiVersion}/{kind}");

    /// <summary>Finds a kind by any of its names, as the server serves them.</summary>
    /// <exception cref="ArgumentException">It names an object too, which these cmdlets take as a parameter of its own.</exception>
    private protected ApiResource Resolve(string name) => KindAndName.Parse(name) is { } both
        ? throw new ArgumentException($"'{name}' is a kind and a name, which are two arguments here: {both.Kind} {both.Name}")
        : Await(stop => Client.Discovery.ResolveAsync(name, stop));

    /// <summary>RBAC may speak of resources that are not served (yet); the question is sent as it stands then, with a warning.</summary>
    private protected ApiResource ResolveOrTake(string name)
    {
        if (name == "*")
        {
            return new ApiResource { Group = "*", Version = "*", Kind = "*", Plural = "*", Namespaced = true };
        }

        try
        {
            return Resolve(name);
        }
        catch (KubeResourceException e)
        {
            WriteWarning($"{e.Message} {e.Advice}");
            string[] parts = name.Split('.', 2);
            return new ApiResource { Group = parts.Length == 2 ? parts[1] : "", Version = "*", Kind = name, Plural = parts[0], Namespaced = true };
        }
    }

    private void FindSession()
    {
        try
        {
            _ = ActiveSession;
        }
        catch (KubeException e)
        {
            ThrowTerminatingError(ErrorRecordFactory.Create(e, null));
        }
    }
}
