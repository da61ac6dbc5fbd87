using System.Globalization;
using System.Net;
using System.Net.Sockets;
using PodKube.Client.Errors;

namespace PodKube.Client.Config;

/// <summary>Makes the server's address of a host and a port.</summary>
internal static class ServerAddress
{
    internal static Uri Make(string host, string? port, string variables)
    {
        string name = host.Trim('[', ']');
        bool v6 = IPAddress.TryParse(name, out IPAddress? address) && address.AddressFamily == AddressFamily.InterNetworkV6;
        if (!v6 && Uri.CheckHostName(name) == UriHostNameType.Unknown)
        {
            throw Impossible(variables + "HOST/ADDR", host, "a host name or an IP address");
        }

        if (!ushort.TryParse(port ?? "443", NumberStyles.None, CultureInfo.InvariantCulture, out ushort number) || number == 0)
        {
            throw Impossible(variables + "PORT", port!, "a port between 1 and 65535");
        }

        return new Uri($"https://{(v6 ? $"[{name}]" : name)}:{number}/");
    }

    private static KubeConfigException Impossible(string variable, string value, string wanted) =>
        new(ErrorReason.NotInCluster, $"The variable {variable} is '{value}', which is not {wanted}.", $"Set {variable} as Kubernetes does, or unset it.");
}
