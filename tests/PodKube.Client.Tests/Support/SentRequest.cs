namespace PodKube.Client.Tests.Support;

/// <summary>A request as it would have gone over the wire.</summary>
internal sealed record SentRequest(int Number, string Method, string PathAndQuery, string? Body, IReadOnlyDictionary<string, string> Headers)
{
    internal string? Authorization => Headers.GetValueOrDefault("Authorization");
}
