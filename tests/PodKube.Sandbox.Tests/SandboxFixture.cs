using PodKube.Sandbox.Hosting;

namespace PodKube.Sandbox.Tests;

/// <summary>One running sandbox for all tests of a class.</summary>
public sealed class SandboxFixture : IAsyncLifetime
{
    private SandboxServer? _server;

    internal SandboxServer Server => _server ?? throw new InvalidOperationException("The sandbox is not running.");

    public async ValueTask InitializeAsync() => _server = await SandboxServer.StartAsync(new SandboxOptions());

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }
}
