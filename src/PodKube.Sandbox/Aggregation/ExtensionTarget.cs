using System.Net;
using System.Text.Json.Nodes;
using PodKube.Sandbox.Access;
using PodKube.Sandbox.Registry;
using PodKube.Sandbox.Storage;

namespace PodKube.Sandbox.Aggregation;

/// <summary>The service that an APIService points at, and the address behind it.</summary>
internal sealed class ExtensionTarget
{
    private const long DefaultPort = 443;

    private ExtensionTarget(string ns, string name, long port)
    {
        Namespace = ns;
        Name = name;
        Port = port;
    }

    public string Namespace { get; }

    public string Name { get; }

    public long Port { get; }

    /// <summary>The name that the extension server's certificate must hold.</summary>
    public string Host => $"{Name}.{Namespace}.svc";

    /// <summary>The target of an APIService; null for one that the server answers itself.</summary>
    public static ExtensionTarget? Of(JsonObject apiService) => apiService.GetObject("spec").GetObject("service") is { } service
        ? new ExtensionTarget(service.TextOrEmpty("namespace"), service.TextOrEmpty("name"), service.GetLong("port") ?? DefaultPort)
        : null;

    /// <summary>The address to connect to; where there is none, the condition that says why.</summary>
    public (EndPoint? Address, AvailableCondition? Problem) Resolve(ObjectStore store)
    {
        if (store.Get(new ObjectKey("services", Namespace, Name)) is not { } stored)
        {
            return Missing("ServiceNotFound", $"service/{Name} in {GoText.Quote(Namespace)} is not present");
        }

        var spec = stored.Value.GetObject("spec");
        if (spec.GetText("type") == "ExternalName")
        {
            return (new DnsEndPoint(spec.TextOrEmpty("externalName"), (int)Port), null);
        }

        var port = spec.GetArray("ports").Objects().FirstOrDefault(port => port.GetLong("port") == Port);
        if (port is null)
        {
            return Missing("ServicePortError", $"service/{Name} in {GoText.Quote(Namespace)} is not listening on port {Port}");
        }

        var slices = Slices(store).ToList();
        if (slices.Count == 0)
        {
            return Missing("EndpointsNotFound", $"cannot find endpointslices for service/{Name} in {GoText.Quote(Namespace)}");
        }

        var portName = port.TextOrEmpty("name");
        return Find(slices, portName) is { } address
            ? (address, null)
            : Missing(
                "MissingEndpoints",
                $"endpoints for service/{Name} in {GoText.Quote(Namespace)} have no addresses with port name {GoText.Quote(portName)}");
    }

    /// <summary>The parts of Endpoints and EndpointSlices that say the same, in the form of the latter.</summary>
    private IEnumerable<(IEnumerable<string> Addresses, IEnumerable<JsonObject> Ports)> Slices(ObjectStore store)
    {
        foreach (var slice in store.List("endpointslices.discovery.k8s.io", Namespace).Items)
        {
            if (slice.Labels.GetValueOrDefault("kubernetes.io/service-name") == Name)
            {
                var ready = slice.Value.GetArray("endpoints").Objects().Where(endpoint => endpoint.GetObject("conditions").GetBool("ready") ?? true);
                yield return (ready.SelectMany(endpoint => endpoint.GetArray("addresses").Texts()), slice.Value.GetArray("ports").Objects());
            }
        }

        foreach (var subset in store.Get(new ObjectKey("endpoints", Namespace, Name))?.Value.GetArray("subsets").Objects() ?? [])
        {
            yield return (subset.GetArray("addresses").Objects().Select(address => address.TextOrEmpty("ip")), subset.GetArray("ports").Objects());
        }
    }

    private static IPEndPoint? Find(IEnumerable<(IEnumerable<string> Addresses, IEnumerable<JsonObject> Ports)> slices, string portName)
    {
        foreach (var (addresses, ports) in slices)
        {
            var number = ports.FirstOrDefault(port => port.TextOrEmpty("name") == portName).GetLong("port");
            if (number is { } port && addresses.FirstOrDefault() is { } text && IPAddress.TryParse(text, out var address))
            {
                return new IPEndPoint(address, (int)port);
            }
        }

        return null;
    }

    private static (EndPoint? Address, AvailableCondition? Problem) Missing(string reason, string message) =>
        (null, new AvailableCondition(false, reason, message));
}
