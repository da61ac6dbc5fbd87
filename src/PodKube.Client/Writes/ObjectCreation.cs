using PodKube.Client.Errors;
using PodKube.Client.Requests;
using PodKube.Client.Resources;

namespace PodKube.Client.Writes;

/// <summary>
/// Creates one object, once. A create whose answer got lost is not repeated, for it may have been carried out: the server is asked
/// whether the object is there, and the failure says so.
/// </summary>
internal sealed class ObjectCreation(KubeClient client, ApiResource resource, string? @namespace)
{
    internal async Task<KubeObject> RunAsync(ReadOnlyMemory<byte> json, CreateOptions? options, CancellationToken cancellationToken)
    {
        KubeRequest request = ResourceRequests.Create(resource, @namespace, json, options);
        try
        {
            return await client.SendForObjectAsync(request, resource, cancellationToken).ConfigureAwait(false);
        }
        catch (KubeTransportException e) when (e.MayHaveBeenCarriedOut && options?.DryRun != true)
        {
            throw await ExplainAsync(e, new KubeObject(json), cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<KubeTransportException> ExplainAsync(KubeTransportException failure, KubeObject wanted, CancellationToken cancellationToken)
    {
        if (wanted.Name.Length == 0)
        {
            return Explain(failure, "The name was left to the server, so it cannot be asked for.", $"Look among the {resource.Plural} for a new one before creating another.");
        }

        string what = @namespace is null || !resource.Namespaced ? $"{resource.Kind} {wanted.Name}" : $"{resource.Kind} {@namespace}/{wanted.Name}";
        try
        {
            KubeObject? found = await client.FindAsync(resource, @namespace, wanted.Name, cancellationToken).ConfigureAwait(false);
            return found is null
                ? Explain(failure, $"{what} is not there: it was not created.", "Creating it again is safe.")
                : Explain(
                    failure,
                    $"{what} is there (uid {found.Uid}): either this request created it, or it was there before.",
                    "Compare it with what was to be created before doing anything again.");
        }
        catch (KubeException e)
        {
            return Explain(failure, $"Whether {what} is there could not be found out: {e.Message}", "Ask for it before creating it again.");
        }
    }

    private static KubeTransportException Explain(KubeTransportException failure, string finding, string advice) =>
        new(failure.Reason, $"{failure.Message} {finding}", advice, failure, failure.Server) { MayHaveBeenCarriedOut = true };
}
