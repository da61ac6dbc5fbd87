using Microsoft.AspNetCore.Http;
using PodKube.Sandbox.Hosting.Web;

namespace PodKube.Sandbox.Tests.Hosting.Web;

public sealed class RehearsalTests
{
    [Fact]
    public void Its_port_is_a_clients_as_any_other_once_it_is_over()
    {
        using var rehearsal = new Rehearsal();
        Assert.Single(PortsOf(rehearsal));

        rehearsal.Dispose();

        Assert.Empty(PortsOf(rehearsal));
    }

    private static List<int> PortsOf(Rehearsal rehearsal)
    {
        var context = new DefaultHttpContext();
        return [.. Enumerable.Range(0, ushort.MaxValue + 1).Where(port =>
        {
            context.Connection.RemotePort = port;
            return rehearsal.Sent(context);
        })];
    }
}
