using PodKube.Client.Config;
using PodKube.Client.Http;
using PodKube.Client.Requests;

namespace PodKube.Client;

/// <summary>How a <see cref="KubeClient"/> behaves. Every default is meant for use inside a pod.</summary>
public sealed record KubeClientOptions
{
    /// <summary>The clock. The default is the machine's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>The files that tokens and certificates are read from. The default is the real ones.</summary>
    public IFileSystem FileSystem { get; init; } = SystemFileSystem.Instance;

    /// <summary>The environment that credential plugins are found and run in. The default is the real one.</summary>
    public IEnvironment Environment { get; init; } = SystemEnvironment.Instance;

    /// <summary>Randomness between 0 and 1 for waits, so that many clients do not come back at the same moment.</summary>
    public Func<double> Jitter { get; init; } = SharedJitter.Next;

    /// <summary>How long to wait for a connection, TLS included. The default is 10 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long to wait for the headers of an answer. The default is 65 s: the server itself gives up after 60 s.</summary>
    public TimeSpan ResponseTimeout { get; init; } = TimeSpan.FromSeconds(65);

    /// <summary>When requests are repeated.</summary>
    public RetryPolicy Retry { get; init; } = new();

    /// <summary>
    /// Whether answers may come gzipped; watches and logs never do. The default is true: kube-apiserver packs answers of more than 128 KiB, lists become
    /// a tenth of their size, and unpacking costs less than receiving and decrypting what is saved (docs/BENCHMARKS.md).
    /// </summary>
    public bool AcceptCompression { get; init; } = true;

    /// <summary>What the server sees as User-Agent; null for <c>podkube/VERSION</c>.</summary>
    public string? UserAgent { get; init; }

    /// <summary>Gets the server's warnings, and the client's own about incomplete answers. Called from any thread.</summary>
    public Action<string>? OnWarning { get; init; }

    /// <summary>Gets every request before it is sent, and says what is sent in its place; it may throw in order to send nothing. Called from any thread.</summary>
    public Func<KubeRequest, KubeRequest>? OnSending { get; init; }

    /// <summary>
    /// Gets what a call means to do besides what it sends at once: the watch of a wait, which what is listed may make needless. Called from any thread.
    /// </summary>
    public Action<RequestTarget>? OnPlanned { get; init; }

    /// <summary>Gets every request that was sent, repetitions included. Called from any thread; must return quickly.</summary>
    public Action<RequestObservation>? OnRequest { get; init; }
}
