namespace PodKube.Client.Tests.Support;

/// <summary>Gives some bytes, then breaks as a lost connection does.</summary>
internal sealed class BreakingStream(byte[] bytes) : MemoryStream(bytes)
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read = await base.ReadAsync(buffer, cancellationToken);
        return read > 0 ? read : throw new IOException("The response ended prematurely.");
    }
}
