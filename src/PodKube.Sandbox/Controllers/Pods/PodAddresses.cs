using System.Globalization;
using System.Net;

namespace PodKube.Sandbox.Controllers.Pods;

/// <summary>Gives out the pod addresses of the nodes, each node's from its own <c>podCIDR</c>.</summary>
internal sealed class PodAddresses
{
    // The first addresses are the network's and the bridge's.
    private const uint FirstOffset = 2;

    private readonly Dictionary<string, HashSet<uint>> _taken = new(StringComparer.Ordinal);
    private readonly Dictionary<string, uint> _next = new(StringComparer.Ordinal);

    /// <summary>A free address of the range; the range's network address where all are taken.</summary>
    public string Take(string cidr)
    {
        (uint network, uint size) = Parse(cidr);
        HashSet<uint> taken = Of(cidr);
        uint next = _next.GetValueOrDefault(cidr, FirstOffset);
        for (uint tried = 0; tried < size - FirstOffset; tried++, next++)
        {
            if (next >= size - 1)
            {
                next = FirstOffset;
            }

            if (taken.Add(network + next))
            {
                _next[cidr] = next + 1;
                return NodeObjects.Address(network + next);
            }
        }

        return NodeObjects.Address(network);
    }

    /// <summary>Gives an address back.</summary>
    public void Release(string cidr, string address)
    {
        if (IPAddress.TryParse(address, out IPAddress? parsed))
        {
            Of(cidr).Remove(Number(parsed));
        }
    }

    private HashSet<uint> Of(string cidr)
    {
        if (!_taken.TryGetValue(cidr, out HashSet<uint>? taken))
        {
            _taken[cidr] = taken = [];
        }

        return taken;
    }

    private static (uint Network, uint Size) Parse(string cidr)
    {
        string[] parts = cidr.Split('/');
        bool isValid = parts.Length == 2 && IPAddress.TryParse(parts[0], out IPAddress? parsed) && parsed.GetAddressBytes().Length == 4;
        if (!isValid || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int bits) || bits is < 8 or > 29)
        {
            // A node that somebody made by hand: give its pods a range of their own.
            return (0x0AFF0000u, 1u << 16);
        }

        return (Number(IPAddress.Parse(parts[0])), 1u << (32 - bits));
    }

    private static uint Number(IPAddress address)
    {
        byte[] bytes = address.GetAddressBytes();
        return ((uint)bytes[0] << 24) | ((uint)bytes[1] << 16) | ((uint)bytes[2] << 8) | bytes[3];
    }
}
