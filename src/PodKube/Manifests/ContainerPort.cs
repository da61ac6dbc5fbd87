using System.Globalization;

namespace PodKube.Manifests;

/// <summary>A port that a container listens on.</summary>
/// <param name="Number">The port.</param>
/// <param name="Protocol">UDP or SCTP; null for TCP, which is the server's default.</param>
internal sealed record ContainerPort(int Number, string? Protocol)
{
    /// <summary>Reads <c>80</c>, <c>53/UDP</c>.</summary>
    /// <exception cref="ArgumentException">It is no port.</exception>
    public static ContainerPort Parse(string text)
    {
        string[] parts = text.Split('/');
        bool known = parts.Length == 1 || (parts.Length == 2 && parts[1].ToUpperInvariant() is "TCP" or "UDP" or "SCTP");
        return known && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number is > 0 and < 65536
            ? new ContainerPort(number, parts.Length == 2 ? parts[1].ToUpperInvariant() : null)
            : throw new ArgumentException($"'{text}' is no port: write 80, or 53/UDP for a protocol other than TCP.");
    }
}
