namespace PodKube.Sandbox.Streams.Channels;

/// <summary>The first byte of each message of the <c>channel.k8s.io</c> protocols.</summary>
internal enum StreamChannel : byte
{
    Stdin = 0,
    Stdout = 1,
    Stderr = 2,
    Error = 3,
    Resize = 4,

    /// <summary>Version 5 only: the channel named by the second byte is over.</summary>
    Close = 255,
}
