using PodKube.Client;
using PodKube.Client.Resources;

namespace PodKube.Benchmarks.Server;

/// <summary>Fills the server with pods as a deployment would have made them.</summary>
internal sealed class PodLoader(KubeClient admin)
{
    private const string Namespace = "default";
    private const int Writers = 8;

    private int _loaded;

    /// <summary>Adds pods until there are <paramref name="count"/> of this loader's.</summary>
    public async Task FillAsync(int count, CancellationToken cancellationToken)
    {
        var pods = await admin.Discovery.ResolveAsync("pods", cancellationToken).ConfigureAwait(false);
        byte[] template = ReadTemplate();
        var options = new ParallelOptions { MaxDegreeOfParallelism = Writers, CancellationToken = cancellationToken };
        await Parallel
            .ForAsync(
                _loaded,
                count,
                options,
                async (_, token) => await admin.CreateAsync(pods, Namespace, template, null, token).ConfigureAwait(false)
            )
            .ConfigureAwait(false);
        _loaded = count;
        await WaitUntilRunningAsync(pods, cancellationToken).ConfigureAwait(false);
    }

    private async Task WaitUntilRunningAsync(ApiResource pods, CancellationToken cancellationToken)
    {
        var waiting = new Client.Requests.ListOptions { FieldSelector = "status.phase!=Running", ChunkSize = 1 };
        while (await AnyAsync(pods, waiting, cancellationToken).ConfigureAwait(false))
        {
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<bool> AnyAsync(ApiResource pods, Client.Requests.ListOptions options, CancellationToken cancellationToken)
    {
        await foreach (var _ in admin.ListAsync(pods, options, cancellationToken).ConfigureAwait(false))
        {
            return true;
        }

        return false;
    }

    private static byte[] ReadTemplate()
    {
        using var resource = typeof(PodLoader).Assembly.GetManifestResourceStream("pod.json")!;
        using var bytes = new MemoryStream();
        resource.CopyTo(bytes);
        return bytes.ToArray();
    }
}
