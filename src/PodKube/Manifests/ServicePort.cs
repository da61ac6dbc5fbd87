using System.Globalization;
using System.Text.Json.Nodes;

namespace PodKube.Manifests;

/// <summary>A port of a service.</summary>
/// <param name="Name">The name; null for none.</param>
/// <param name="Number">The service's port.</param>
/// <param name="Target">The pods' port, a number or a name; null for the same number.</param>
/// <param name="Protocol">TCP, UDP or SCTP.</param>
internal sealed record ServicePort(string? Name, int Number, string? Target, string Protocol)
{
    /// <summary>Reads <c>80</c>, <c>80:8080</c>, <c>80:http</c>, <c>53/UDP</c>, <c>web=80:8080</c>.</summary>
    /// <exception cref="ArgumentException">It is no port.</exception>
    public static ServicePort Parse(string text)
    {
        string[] named = text.Split('=', 2);
        string[] parts = named[^1].Split('/');
        string[] numbers = parts[0].Split(':');
        string protocol = parts.Length > 1 ? parts[1].ToUpperInvariant() : "TCP";
        bool isPort = parts.Length <= 2 && numbers.Length <= 2 && protocol is "TCP" or "UDP" or "SCTP" && named[0].Length > 0 && numbers[^1].Length > 0;
        return isPort && TryNumber(numbers[0], out int number)
            ? new ServicePort(named.Length == 2 ? named[0] : null, number, numbers.Length == 2 ? numbers[1] : null, protocol)
            : throw new ArgumentException($"'{text}' is no port: write 80, 80:8080 for another port of the pods, 53/UDP, or web=80 with a name.");
    }

    /// <summary>The port as the API has it.</summary>
    /// <param name="isOnly">Whether the service has no other port: only then may it be without a name.</param>
    public JsonObject ToJson(bool isOnly)
    {
        JsonObject port = [];
#pragma warning disable CA1308 // DNS labels are lower case.
        string generated = string.Create(CultureInfo.InvariantCulture, $"{Protocol.ToLowerInvariant()}-{Number}");
#pragma warning restore CA1308
        ManifestNodes.AddUnlessEmpty(port, "name", Name ?? (isOnly ? null : generated));
        port["port"] = Number;
        ManifestNodes.AddUnlessEmpty(port, "protocol", Protocol == "TCP" ? null : Protocol);
        ManifestNodes.AddUnlessEmpty(port, "targetPort", Target is null ? null : TryNumber(Target, out int target) ? target : Target);
        return port;
    }

    private static bool TryNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number is > 0 and < 65536;
}
