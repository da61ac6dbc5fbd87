using PodKube.Client.Resources;
using PodKube.Commands;

namespace PodKube.Sandboxes;

/// <summary>Turns any name of a kind into the one by which faults are limited: <c>po/log</c> into <c>pods/log</c>.</summary>
internal static class FaultResource
{
    /// <exception cref="Client.Errors.KubeException">No served kind has the name, or the sandbox could not be asked.</exception>
    /// <exception cref="ObjectDisposedException">The sandbox's session was closed.</exception>
    public static async Task<string> QualifyAsync(KubeSandbox sandbox, string name, CancellationToken cancellationToken)
    {
        string[] parts = name.Split('/', 2);

        // Faults that are set already may hit a request for the discovery: what is known needs none.
        ApiResource? resource = KnownKinds.FindByName(parts[0]);
        if (resource is null && sandbox.Session is { } session)
        {
            resource = await session.Client.Discovery.ResolveAsync(parts[0], cancellationToken).ConfigureAwait(false);
        }

        return (resource?.QualifiedName ?? parts[0]) + (parts.Length == 2 ? "/" + parts[1] : "");
    }
}
