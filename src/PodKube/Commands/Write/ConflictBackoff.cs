using PodKube.Client;

namespace PodKube.Commands;

/// <summary>
/// How often, and after which waits, a change is made again when somebody else was faster. The waits are short and random: writers
/// that met once shall not meet again, and each conflict means that somebody got on.
/// </summary>
internal sealed class ConflictBackoff(KubeClientOptions options)
{
    private const int MostTries = 100;

    private static readonly TimeSpan s_first = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(1);

    private int _conflicts;

    public bool MayTryAgain => _conflicts < MostTries;

    public async Task<bool> WaitAsync(CancellationToken cancellationToken)
    {
        TimeSpan full = s_first * Math.Pow(1.5, Math.Min(_conflicts++, 30));
        await Task.Delay((full < s_longest ? full : s_longest) * options.Jitter(), options.TimeProvider, cancellationToken).ConfigureAwait(false);
        return true;
    }
}
