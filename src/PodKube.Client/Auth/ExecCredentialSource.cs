using PodKube.Client.Config;
using PodKube.Client.Errors;

namespace PodKube.Client.Auth;

/// <summary>Credentials that a plugin hands out, kept until they expire.</summary>
internal sealed class ExecCredentialSource : ICredentialSource, IDisposable
{
    private static readonly string[] s_versions = ["client.authentication.k8s.io/v1", "client.authentication.k8s.io/v1beta1"];

    // Enough for a request to get from here to the server.
    private static readonly TimeSpan s_leeway = TimeSpan.FromSeconds(10);

    private readonly ExecPlugin _plugin;
    private readonly ClusterConfig _config;
    private readonly KubeClientOptions _options;
    private readonly IProcessRunner _runner;
    private readonly SemaphoreSlim _one = new(1);
    private ExecCredential? _last;

    internal ExecCredentialSource(ExecPlugin plugin, ClusterConfig config, KubeClientOptions options, IProcessRunner runner)
    {
        _plugin = plugin;
        _config = config;
        _options = options;
        _runner = runner;
    }

    public async ValueTask<Credential> GetAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _last) is { } last && Holds(last))
        {
            return last.Credential;
        }

        return await RunOnceAsync(known => Holds(known), cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<Credential> RenewAsync(Credential refused, CancellationToken cancellationToken) =>
        await RunOnceAsync(known => Holds(known) && !known.Credential.IsSameAs(refused), cancellationToken).ConfigureAwait(false);

    public void Dispose() => _one.Dispose();

    private bool Holds(ExecCredential credential) =>
        credential.ExpiresAt is not { } end || _options.TimeProvider.GetUtcNow() < end - s_leeway;

    private async Task<Credential> RunOnceAsync(Func<ExecCredential, bool> isGood, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // Another request may have run the plugin while this one waited.
            if (_last is null || !isGood(_last))
            {
                Volatile.Write(ref _last, await RunAsync(cancellationToken).ConfigureAwait(false));
            }

            return _last!.Credential;
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task<ExecCredential> RunAsync(CancellationToken cancellationToken)
    {
        if (!s_versions.Contains(_plugin.ApiVersion))
        {
            throw Failed($"speaks {_plugin.ApiVersion}", $"Only {string.Join(" and ", s_versions)} are known: update the plugin and the kubeconfig file.");
        }

        if (_plugin.InteractiveMode == "Always")
        {
            throw Failed("wants to talk to the terminal (interactiveMode: Always)", "Set interactiveMode to IfAvailable, or sign in with the plugin's own command first.");
        }

        string info = ExecInfoWriter.Write(_plugin, _config, _options.FileSystem);
        ProcessResult? result = await _runner
            .RunAsync(_plugin.Command, _plugin.Arguments, [.. _plugin.Environment, new("KUBERNETES_EXEC_INFO", info)], cancellationToken)
            .ConfigureAwait(false);
        if (result is null)
        {
            throw Failed("is not installed, or not to be found", _plugin.InstallHint ?? $"Install {_plugin.Command}, or put its folder on PATH.");
        }

        return result.ExitCode == 0
            ? ExecCredentialReader.Read(result.Output, _plugin)
            : throw Failed($"ended with code {result.ExitCode}: {Shorten(result.Errors)}", "Run the command by hand to see what it wants.");
    }

    private KubeConfigException Failed(string what, string advice) =>
        new(ErrorReason.CredentialPluginFailed, $"The credential plugin {_plugin.Command} {what}.", advice);

    private static string Shorten(string text)
    {
        const int Longest = 400;
        text = text.Trim();
        return text.Length <= Longest ? text : "…" + text[^Longest..];
    }
}
